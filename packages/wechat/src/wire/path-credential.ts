/** What a call proves itself with: a secret, or one of three kinds of token. */
export type PathCredential = 'secret' | 'componentToken' | 'userToken' | 'appToken'

const secretPaths: ReadonlySet<string> = new Set([
  '/cgi-bin/token',
  '/cgi-bin/stable_token',
  '/cgi-bin/clear_quota/v2',
  '/cgi-bin/component/api_component_token',
  '/cgi-bin/component/api_start_push_ticket',
  '/cgi-bin/component/clear_quota/v2',
  '/sns/oauth2/access_token',
  '/sns/jscode2session',
])

const componentRoots = ['/cgi-bin/component/', '/sns/component/', '/sns/oauth2/component/']

/** What the call at this path proves itself with. */
export function readPathCredential(path: string): PathCredential {
  if (secretPaths.has(path)) return 'secret'
  if (componentRoots.some((root) => path.startsWith(root))) return 'componentToken'
  return path.startsWith('/sns/') ? 'userToken' : 'appToken'
}
