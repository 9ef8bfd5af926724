/** WeChat's constant texts of the errcodes the simulator answers with. */
const TEXTS: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40066: 'invalid url',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40164: 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist',
  40226: 'code blocked',
  40243: 'AppSecret frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41003: 'refresh_token missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41009: 'missing openid',
  42001: 'access_token expired',
  42002: 'refresh_token expired',
  42003: 'code expired',
  42007: 'access_token and refresh_token exception',
  43001: 'require GET method',
  43002: 'require POST method',
  44002: 'empty post data',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit  mustslower  retry next minute',
  47001: 'data format error',
  48001: 'api unauthorized',
  50001: 'user unauthorized',
  50002: 'user limited',
  61024: 'must use api(api_component_token) to get token for component acct',
}

/** The `/cgi-bin` calls add a hint to 40001. */
const CGI_BIN_40001 =
  'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r'

/** The text of an errcode without the request id; `system error` for one that has none here. */
export function readErrmsg(errcode: number, path: string): string {
  if (errcode === 40001 && !path.startsWith('/sns/')) return CGI_BIN_40001
  return TEXTS[errcode] ?? 'system error'
}
