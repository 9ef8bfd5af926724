import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Kept } from './kept.ts'

const algorithms = ['RS256', 'ES256'] as const

/** Keys have no end of their own; the year 9999 keeps them out of the sweep. */
const never = 253_402_300_799_000

/**
 * The keys that sign id_tokens, RS256 and ES256, made at the first start and the same for every gateway on
 * this database. Private: they stay in the process. Source: RFC 7517, key ids by RFC 7638.
 */
export async function openSigningKeys(kept: Kept): Promise<JWK[]> {
  const known = await kept.get('signing-key', 'current')
  if (known) return JSON.parse(known.value)
  const keys = await Promise.all(algorithms.map(createKey))
  const saved = await kept.compareAndSave('signing-key', 'current', 0, JSON.stringify(keys), {
    expiresAt: never,
  })
  return saved ? keys : openSigningKeys(kept)
}

async function createKey(alg: (typeof algorithms)[number]): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  const key = { ...(await exportJWK(privateKey)), alg, use: 'sig' }
  return { ...key, kid: await calculateJwkThumbprint(key) }
}
