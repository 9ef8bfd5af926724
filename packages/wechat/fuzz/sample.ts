import { pushedAt, pushKeys, textMessage } from '../test/tiny-push.ts'

/** Texts to begin with; never empty. */
export type Samples = readonly [string, ...string[]]

const person = 'oMXKuAXb8RrWxxpUJTy0755XtKLI'
const head = `<ToUserName><![CDATA[gh_000000000001]]></ToUserName><FromUserName><![CDATA[${person}]]></FromUserName><CreateTime>${pushedAt}</CreateTime>`
const platform = `<AppId><![CDATA[${pushKeys.appid}]]></AppId><CreateTime>${pushedAt}</CreateTime>`

function event(name: string, fields: string): string {
  return `<xml>${head}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${fields}</xml>`
}

function info(type: string, fields: string): string {
  return `<xml>${platform}<InfoType><![CDATA[${type}]]></InfoType>${fields}</xml>`
}

/** Messages as WeChat pushes them, of every kind that the library tells apart. */
export const xmlSamples: Samples = [
  textMessage,
  event(
    'subscribe',
    '<EventKey><![CDATA[qrscene_login-abc]]></EventKey><Ticket><![CDATA[gQH47joAAAA]]></Ticket>',
  ),
  event('unsubscribe', '<EventKey><![CDATA[]]></EventKey>'),
  event('SCAN', '<EventKey><![CDATA[login-abc]]></EventKey><Ticket><![CDATA[gQH47joAAAA]]></Ticket>'),
  event('CLICK', '<EventKey><![CDATA[key]]></EventKey>'),
  event('VIEW', '<EventKey><![CDATA[https://app.example/?a=1&b=2]]></EventKey>'),
  event(
    'LOCATION',
    '<Latitude>23.137466</Latitude><Longitude>113.352425</Longitude><Precision>119.385040</Precision>',
  ),
  event('TEMPLATESENDJOBFINISH', '<MsgID>200163836</MsgID><Status><![CDATA[success]]></Status>'),
  event(
    'user_authorization_revoke',
    `<OpenID><![CDATA[${person}]]></OpenID><AppID><![CDATA[wx1]]></AppID><RevokeInfo><![CDATA[205]]></RevokeInfo>`,
  ),
  event(
    'pic_sysphoto',
    '<EventKey><![CDATA[6]]></EventKey><SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum><![CDATA[1b5f7c]]></PicMd5Sum></item><item><PicMd5Sum><![CDATA[5a75aa]]></PicMd5Sum></item></PicList></SendPicsInfo>',
  ),
  `<?xml version="1.0" encoding="utf-8"?>\n<xml>${head}<MsgType>image</MsgType><MsgId>6272960105994287618</MsgId><PicUrl>http://a.example/&lt;1&gt;&amp;&quot;&apos;</PicUrl></xml>`,
  info('component_verify_ticket', '<ComponentVerifyTicket><![CDATA[ticket@@@abc]]></ComponentVerifyTicket>'),
  info(
    'authorized',
    '<AuthorizerAppid>wxf8b4f85f3a794e77</AuthorizerAppid><AuthorizationCode>queryauthcode@@@a</AuthorizationCode><AuthorizationCodeExpiredTime>600</AuthorizationCodeExpiredTime><PreAuthCode>preauthcode@@@p</PreAuthCode>',
  ),
  info('unauthorized', '<AuthorizerAppid>wxf8b4f85f3a794e77</AuthorizerAppid>'),
  info(
    'notify_third_fasteregister',
    '<appid>wx1</appid><status>0</status><info><name><![CDATA[某公司]]></name><code>1</code></info>',
  ),
]

const jsonHead = { ToUserName: 'gh_97417a04a28d', FromUserName: person, CreateTime: pushedAt }

/** Messages as a mini program that chose JSON gets them. */
export const jsonSamples: Samples = [
  JSON.stringify({ ...jsonHead, MsgType: 'event', Event: 'debug_demo', debug_str: 'hello world' }),
  JSON.stringify({ ...jsonHead, MsgType: 'text', Content: '小明 😀 \\ "', MsgId: 1 }).replace(
    ':1}',
    ':6272960105994287618}',
  ),
  JSON.stringify(
    { ...jsonHead, MsgType: 'event', Event: 'subscribe', list: [1, 'a', { b: [true, null, 1e-7] }] },
    null,
    2,
  ),
  JSON.stringify({
    AppId: pushKeys.appid,
    CreateTime: pushedAt,
    InfoType: 'unauthorized',
    AuthorizerAppid: 'wx1',
  }),
]

/** Answers of WeChat's server API. */
export const answerSamples: Samples = [
  '{"access_token":"52_AV4zzzz","expires_in":7200,"refresh_token":"R","openid":"oMXKuAXb8RrWxxpUJTy0755XtKLI","scope":"snsapi_base,snsapi_userinfo,","is_snapshotuser":1}',
  '{"errcode":40029,"errmsg":"invalid code, rid: 65aa2cd5-0345a3f6-5c30965c"}',
  '{"errcode":"61003","errmsg":"component is not authorized by this account hint: [Ln36_0041e575]"}',
  '{"errcode":0,"errmsg":"ok","msgid":6272960105994287618,"list":[-9007199254740993,0.12345678901234567890,1e300]}',
  '{"nickname":"小\u0014明\n","headimgurl":"https:\\/\\/thirdwx.qlogo.cn\\/mmopen\\/132","privilege":[],"sex":0}',
  '{"total":2,"count":2,"data":{"openid":["oMXKuAXb8RrWxxpUJTy0755XtKLI"]},"next_openid":""}',
  '<html><body>502 Bad Gateway</body></html>',
]
