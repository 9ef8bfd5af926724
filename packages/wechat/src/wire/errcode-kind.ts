import type { ErrcodeKind } from '../error.ts'
import { readErrcode } from './errcode.ts'

const tokenErrcodes: ReadonlySet<number> = new Set([40001, 40014, 42001, 48012])

const componentPaths = ['/cgi-bin/component/', '/sns/oauth2/component/', '/sns/component/']

/**
 * Who has to act after this code on this call. The same 40001 means a wrong secret where a token is fetched, a
 * dead user token below `/sns/`, a dead platform token below `/cgi-bin/component/` and a dead app token
 * elsewhere.
 */
export function readErrcodeKind(errcode: number, path: string): ErrcodeKind {
  if (!tokenErrcodes.has(errcode)) return readErrcode(errcode).kind
  if (path === '/cgi-bin/token' || path === '/cgi-bin/stable_token') return 'config'
  if (path === '/cgi-bin/component/api_component_token') return 'config'
  if (componentPaths.some((start) => path.startsWith(start))) return 'refreshComponentToken'
  if (path === '/sns/oauth2/access_token') return 'config'
  return path.startsWith('/sns/') ? 'reauthorizeUser' : 'refreshAppToken'
}
