import type { JournalEntry } from '../api/answer.ts'

/** What each path asks for beside the appid; capital letters are for the reader to fill in. */
const QUERIES: Readonly<Record<string, string>> = {
  '/sns/oauth2/access_token': 'appid={appid}&secret={secret}&code=CODE&grant_type=authorization_code',
  '/sns/oauth2/refresh_token': 'appid={appid}&grant_type=refresh_token&refresh_token=REFRESH_TOKEN',
  '/sns/auth': 'access_token=USER_TOKEN&openid=OPENID',
  '/sns/userinfo': 'access_token=USER_TOKEN&openid=OPENID&lang=zh_CN',
  '/cgi-bin/token': 'grant_type=client_credential&appid={appid}&secret={secret}',
  '/cgi-bin/stable_token': '',
  '/cgi-bin/user/info': 'access_token=APP_TOKEN&openid=OPENID&lang=zh_CN',
  '/cgi-bin/ticket/getticket': 'access_token=APP_TOKEN&type=jsapi',
  '/connect/oauth2/authorize':
    'appid={appid}&redirect_uri=REDIRECT_URI&response_type=code&scope=snsapi_base&state=STATE',
}

const STABLE_TOKEN = '{"grant_type":"client_credential","appid":"{appid}","secret":"{secret}"}'

type Known = { origin: string; appid: string; secret: string }

function readQuery(path: string): string {
  if (QUERIES[path] !== undefined) return QUERIES[path]
  return path.startsWith('/cgi-bin/') ? 'access_token=APP_TOKEN' : ''
}

/** A shell line that asks the same again. The journal holds no codes and tokens, so these are placeholders. */
export function buildRequestCurl({ method, path }: JournalEntry, { origin, appid, secret }: Known): string {
  const fill = (text: string) =>
    text.replace('{appid}', appid || 'APPID').replace('{secret}', secret || 'SECRET')
  const query = fill(readQuery(path))
  const body = path === '/cgi-bin/stable_token' ? ` -d '${fill(STABLE_TOKEN)}'` : ''
  const verb = method === 'GET' || body !== '' ? '' : ` -X ${method}`
  const url = `${origin}${path}${query === '' ? '' : `?${query}`}`.replaceAll("'", '%27')
  return `curl -s${verb} '${url}'${body}`
}
