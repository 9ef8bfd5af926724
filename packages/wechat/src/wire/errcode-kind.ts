import type { ErrcodeKind } from '../error.ts'
import { kindByErrcode } from './errcode-table.ts'
import { type PathCredential, readPathCredential } from './path-credential.ts'

const tokenErrcodes: ReadonlySet<number> = new Set([40001, 40014, 42001, 48012])

const kinds: Readonly<Record<PathCredential, ErrcodeKind>> = {
  secret: 'config',
  componentToken: 'refreshComponentToken',
  userToken: 'reauthorizeUser',
  appToken: 'refreshAppToken',
}

/**
 * Who has to act after this code on this call. The same 40001 means a wrong secret where a secret is sent, a dead
 * platform token where a platform acts, a dead user token elsewhere below `/sns/` and a dead app token in the rest.
 */
export function readErrcodeKind(errcode: number, path: string): ErrcodeKind {
  return tokenErrcodes.has(errcode)
    ? kinds[readPathCredential(path)]
    : (kindByErrcode.get(errcode) ?? 'unknown')
}
