import type { ErrcodeKind } from '../error.ts'
import { kindByErrcode } from './errcode-table.ts'
import { type PathCredential, readPathCredential } from './path-credential.ts'

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
  const kind = kindByErrcode.get(errcode) ?? 'unknown'
  return kind === 'refreshAppToken' ? kinds[readPathCredential(path)] : kind
}
