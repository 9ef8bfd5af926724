/** What a call proves itself with: a secret, or one of three kinds of token. */
export type PathCredential = 'secret' | 'componentToken' | 'userToken' | 'appToken'

const secretPath =
  /^\/(?:cgi-bin\/(?:(?:stable_)?token|(?:component\/)?clear_quota\/v2|component\/api_(?:component_token|start_push_ticket))|sns\/(?:oauth2\/access_token|jscode2session))$/
const componentPath = /^\/(?:cgi-bin|sns|sns\/oauth2)\/component\//

/** What the call at this path proves itself with. */
export function readPathCredential(path: string): PathCredential {
  if (secretPath.test(path)) return 'secret'
  if (componentPath.test(path)) return 'componentToken'
  return path.startsWith('/sns/') ? 'userToken' : 'appToken'
}
