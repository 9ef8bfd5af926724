import { type Authorization, fetchAuthorization } from '../api/authorizer.ts'
import { digestText } from '../digest.ts'
import { hide, type SecretText } from '../secret.ts'
import { poll } from '../store/poll.ts'
import type { KeptRow } from '../store/store.ts'
import { locate, type PlatformContext } from './context.ts'
import { changeRecord } from './record.ts'
import { buildPlatformError } from './renewal.ts'

/** What an owner granted. */
export interface Authorized {
  appid: string
  /** WeChat's ids of the permission sets: 4 is web authorization, 2 is users. */
  permissions: readonly number[]
  /** False for an account without API ability: nothing can be called for it. */
  callable: boolean
}

const codeKind = 'authorization-code'
// A code lives for at most an hour, and comes by browser and by push within moments.
const rememberMs = 3_600_000
const takenMs = 30_000
const waitMs = 15_000

/**
 * Redeems an authorization code once, whether browser, push or both bring it, among processes too: the first one asks
 * WeChat and saves, the others wait for its answer. After a failure the next one tries again.
 */
export async function takeAuthorization(context: PlatformContext, code: SecretText): Promise<Authorized> {
  const { store, wire } = context
  const authorizationCode = hide(code, 'authorization code')
  const key = await digestText('SHA-256', authorizationCode.reveal())
  const taken = await poll(
    async () => {
      const row = await store.get(codeKind, key)
      if (row !== undefined) return readAuthorized(row)
      const options = { expiresAt: wire.now() + takenMs }
      return (await store.compareAndSave(codeKind, key, 0, takenValue, options)) ? 'ours' : undefined
    },
    { waitMs },
  )
  if (taken === undefined)
    throw buildPlatformError('platform_authorization_stuck', 'Another process is redeeming this code')
  if (taken !== 'ours') return taken
  try {
    const authorized = await redeem(context, authorizationCode)
    await store.save(codeKind, key, JSON.stringify(authorized), { expiresAt: wire.now() + rememberMs })
    return authorized
  } catch (error) {
    await store.drop({ kind: codeKind, key }).catch(() => undefined)
    throw error
  }
}

const takenValue = JSON.stringify({ taken: true })

async function redeem(context: PlatformContext, authorizationCode: SecretText): Promise<Authorized> {
  const { wire, call } = context
  const authorization = await call((by) => fetchAuthorization(wire, { ...by, authorizationCode }))
  const { appid, permissions, tokens } = authorization
  await saveAuthorization(context, authorization)
  // What was kept from the authorization before is dead or poorer by now.
  const keeper = context.keeper(appid)
  if (tokens === undefined) await keeper.drop()
  else await keeper.adopt({ token: tokens.accessToken, expiresAt: tokens.expiresAt })
  return { appid, permissions, callable: tokens !== undefined }
}

async function saveAuthorization(
  context: PlatformContext,
  { appid, permissions, tokens }: Authorization,
): Promise<void> {
  const now = context.wire.now()
  const refreshTokens = tokens === undefined ? [] : [tokens.refreshToken]
  const record = { refreshTokens, permissions, authorizedAt: now, withdrawnAt: undefined }
  if (await changeRecord(locate(context, appid), now, () => record)) return
  throw buildPlatformError('platform_authorization_stuck', `The authorization of ${appid} could not be saved`)
}

function readAuthorized(row: KeptRow): Authorized | undefined {
  const value: Authorized | { taken: true } = JSON.parse(row.value)
  return 'taken' in value ? undefined : value
}
