/** A line as people paste it, and what it is about. */
export interface PastedLine {
  line: string
  /** The code or the text that is explained; undefined where nothing is known. */
  key: number | string | undefined
  /** What the English explanation says, where the code alone is not the point. */
  says?: RegExp
  /** Numbers that are named because nobody knows them. */
  unknownCodes?: readonly string[]
}

const rid = 'rid: 654df33c-1b2c3d4e-5f607182'
const hint = 'could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r'

// Shaped after public issues and questions, with demo appids and documentation addresses; nothing in them is copied.

/** Lines of people who begin: SDKs of six languages, consoles, phones. */
export const newcomerLines: readonly PastedLine[] = [
  {
    line: `me.chanjar.weixin.common.error.WxErrorException: 错误代码：40164, 错误信息：调用接口的IP地址不在白名单中，微信原始报文：{"errcode":40164,"errmsg":"invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist ${rid}"}`,
    key: 40164,
    says: /203\.0\.113\.9.*every server call.*Ranges are allowed/s,
  },
  {
    line: `[2023-11-10 09:09:16] local.ERROR: Failed to get access_token: {"errcode":40125,"errmsg":"invalid appsecret ${rid}"} {"exception":"[object] (EasyWeChat\\\\Kernel\\\\Exceptions\\\\HttpException(code: 0): Failed to get access_token at /var/www/vendor/w7corp/src/AccessToken.php:120)`,
    key: 40125,
    says: /基础信息 › 开发密钥/,
  },
  {
    line: `wechatpy.exceptions.WeChatClientException: Error code: 40001, message: invalid credential, access_token is invalid or not latest, ${hint} ${rid}`,
    key: 40001,
    says: /Another server or process fetched a token/,
  },
  {
    line: `2024/03/01 10:00:00 GetUserInfo error : errcode=48001 , errmsg=api unauthorized, ${rid}`,
    key: 48001,
    says: /scope snsapi_userinfo/,
  },
  {
    line: `{"level":"error","ts":"2024-05-01T10:00:00.000+0800","msg":"response","body":"{\\"errcode\\":40013,\\"errmsg\\":\\"invalid appid ${rid}\\"}"}`,
    key: 40013,
  },
  {
    line: `Senparc.Weixin.Exceptions.ErrorJsonResultException: 微信请求发生错误！错误代码：42001，说明：access_token expired ${rid}`,
    key: 42001,
  },
  {
    line: `WeChatAPIError: invalid code, ${rid}\n    at processResponse (/srv/app/node_modules/wechat-oauth/lib/oauth.js:31:13) {\n  name: 'WeChatAPIError',\n  code: 40029\n}`,
    key: 40029,
    says: /loaded twice/,
  },
  { line: 'E, [2024-03-01T10:00:00 #40125] ERROR -- : result code=42003 en_msg="code expired"', key: 42003 },
  {
    line: `npm ERR! code ELIFECYCLE\nnpm ERR! errno 246\nexit code 246\n{"errcode":40163,"errmsg":"code been used, ${rid}"}`,
    key: 40163,
  },
  {
    line: `2024/05/01 10:00:00 [error] 31#31: upstream said "{\\"errcode\\":41002,\\"errmsg\\":\\"appid missing ${rid}\\"}" while reading, port 40164`,
    key: 41002,
  },
  {
    line: `$ curl 'https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=wx5a4db0c500000001&secret=***'\n{"errcode":40243,"errmsg":"AppSecret frozen ${rid}"}`,
    key: 40243,
  },
  {
    line: '微信登录失败，错误码：10003，redirect_uri域名与后台配置不一致',
    key: 10003,
    says: /JS 接口安全域名.*commonest mistake/s,
  },
  { line: 'redirect_uri 参数错误', key: 'redirect_uri 参数错误', says: /授权回调域/ },
  {
    line: 'Scope 参数错误或没有 Scope 权限',
    key: 'Scope 参数错误或没有 Scope 权限',
    says: /official account's.*website application.*微信登录.*open\.weixin\.qq\.com/s,
  },
  { line: '该链接无法访问', key: '该链接无法访问' },
  { line: '请在微信客户端打开链接', key: '请在微信客户端打开链接' },
  { line: '此公众号并没有这些scope的权限，错误码:10005', key: 10005, says: /接口权限与额度/ },
  { line: '操作太频繁了，请稍后重试', key: 10009 },
  { line: 'config:invalid signature', key: 63002, says: /location\.href\.split/ },
  {
    line: '{"errMsg":"config:fail,Error: 系统错误,错误码:63002,invalid signature [20231110 09:09:16][wx5a4db0c500000007]"}',
    key: 63002,
  },
  { line: 'config:invalid url domain', key: 'config:invalid url domain', says: /JS 接口安全域名/ },
  {
    line: '{"errMsg":"updateAppMessageShareData:fail, the permission value is offline verifying"}',
    key: 'the permission value is offline verifying',
    says: /wx\.ready/,
  },
  { line: '-40001', key: -40001, says: /msg_signature/ },
  { line: '解密消息失败，错误码 -40007', key: -40007 },
  {
    line: 'java.lang.RuntimeException: 加密消息签名校验失败\n\tat me.chanjar.weixin.common.util.crypto.WxCryptUtil.decryptXml(WxCryptUtil.java:180)',
    key: -40001,
  },
  { line: 'EasyWeChat\\Kernel\\Exceptions\\RuntimeException: AES解密失败！', key: -40007 },
  {
    line: '{"base_resp":{"ret":200302,"err_msg":"verify token fail"}}',
    key: 200302,
    says: /exactly echostr/,
  },
  { line: '{"errcode":-107,"errmsg":"token check timeout"}', key: -107, says: /5 seconds/ },
  { line: 'token验证失败', key: 200302 },
  { line: '请求URL超时', key: -107 },
  {
    line: '该公众号提供的服务出现故障，请稍后再试',
    key: '该公众号暂时无法提供服务，请稍后再试',
    says: /5 seconds/,
  },
  { line: '该服务号暂时无法提供服务，请稍后再试', key: '该公众号暂时无法提供服务，请稍后再试' },
  {
    line: '{"errcode":60020,"errmsg":"not allow to access from your ip, hint: [1699607356123456789], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=60020"}',
    key: 60020,
    says: /203\.0\.113\.9.*/s,
  },
  { line: '启动失败：端口 40125 被占用', key: undefined },
  { line: `{"errcode":61003,"errmsg":"component is not authorized by this account ${rid}"}`, key: 61003 },
  { line: 'api_component_token: component ticket is expired hint: [AbCd0041e575]', key: 61005 },
  { line: 'errcode:-1 errmsg:system error hint: [Ln36_0041e575]', key: -1 },
  {
    line: `{"errcode":45011,"errmsg":"api minute-quota reach limit  mustslower  retry next minute ${rid}"}`,
    key: 45011,
  },
  { line: `{"errcode":"61023","errmsg":"refresh_token is invalid ${rid}"}`, key: 61023 },
  {
    line: `array(2) {\n  'errcode' => int(40003)\n}\n'errcode' => 40003,\n'errmsg' => 'invalid openid ${rid}'`,
    key: 40003,
  },
  { line: `{"errcode":50002,"errmsg":"user limited, ${rid}"}`, key: 50002 },
  { line: '不支持微信开放平台的Appid，请使用公众号Appid', key: 10016, says: /qrconnect/ },
  { line: '微信返回:47001,data format error hint: [Xy09_0041e575]', key: 47001 },
  { line: '公众号未授权第三方平台,请检查授权状态', key: 10015 },
]

/** Lines of public bug reports: what two readings of one number say, and what belongs to other products. */
export const reportLines: readonly PastedLine[] = [
  {
    line: `{'errcode': 40164, 'errmsg': 'invalid ip 203.0.113.77 ipv6 ::ffff:203.0.113.77, not in whitelist ${rid}'}`,
    key: 40164,
    says: /Send all calls through one host/,
  },
  {
    line: 'get access_token error: [40164] invalid ip 2001:db8::7 ipv6 2001:db8::7, not in whitelist',
    key: 40164,
    says: /2001:db8::7/,
  },
  {
    line: `oauth2: cannot fetch token: 200 OK Response: {"errcode":41002,"errmsg":"appid missing, ${rid}"}`,
    key: 41002,
  },
  { line: 'redirect_uri域名与后台配置不一致\r\n错误码:10003', key: 10003, says: /line feed/ },
  { line: '必须关注此测试号', key: 10006 },
  { line: 'error 40029 invalid code, hints: [ req_id: plAv90053th21 ]', key: 40029 },
  { line: `login failed after 40163 ms: {"errcode":40163,"errmsg":"code been used, ${rid}"}`, key: 40163 },
  {
    line: 'errcode=61004 access clientip is not registered requestIP: 203.0.113.9 hint: [Ln36_0041e575]',
    key: 61004,
    says: /203\.0\.113\.9.*白名单IP地址列表/s,
  },
  { line: `{"errcode":40066,"errmsg":"invalid url ${rid}"}`, key: 40066 },
  { line: `{"errcode":42002,"errmsg":"refresh_token expired, ${rid}"}`, key: 42002 },
  { line: `message/template/send 43004 require subscribe hint: [abcDEF0123456789] ${rid}`, key: 43004 },
  { line: `{"errcode":89503,"errmsg":"this call needs the admin's confirmation ${rid}"}`, key: 89503 },
  {
    line: `POST /cgi-bin/message/custom/send {"errcode":48001,"errmsg":"api unauthorized ${rid}"}`,
    key: 48001,
  },
  { line: `{"errcode":50001,"errmsg":"user unauthorized, ${rid}"}`, key: 50001 },
  { line: `api_query_auth → {"errcode":40097,"errmsg":"invalid args ${rid}"}`, key: 40097 },
  {
    line: `{"errcode":45009,"errmsg":"reach max api daily quota limit, ${hint} ${rid}"}`,
    key: 45009,
    says: /cgi-bin\/stable_token.*500,000/s,
  },
  {
    line: `openapi.security.msgSecCheck:fail {"errcode":61010,"errmsg":"code is expired ${rid}"}`,
    key: 61010,
    says: /^(?!.*authorization link).*last two hours/s,
  },
  {
    line: `{"errcode":61010,"errmsg":"code is expired ${rid}"}`,
    key: 61010,
    says: /authorization link.*last two hours|last two hours.*authorization link/s,
  },
  {
    line: '{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest, rid: 6aac007d-1b2c3d4e-5f607182"}',
    key: 40001,
    says: /visitor's access token.*authorize link again/s,
  },
  { line: 'ERROR:plugin:DecryptMsg ret = -40001', key: -40001 },
  { line: 'WXBizMsgCrypt VerifyURL failed, ret: -40005', key: -40005 },
  {
    line: 'config:fail,Error: 系统错误,错误码:63002,invalid signature [20201013 11:21:14][]',
    key: 63002,
    says: /ticket/,
  },
  { line: 'wx.error: {errMsg: "config:invalid url domain"}', key: 'config:invalid url domain' },
  {
    line: 'redirect_uri域名与后台配置不一致，错误码10039',
    key: 10039,
    says: /强制https校验.*proxy ended TLS/s,
  },
  { line: 'This sign-in cannot go on. login_state_missing · req_4f0a9c', key: 'login_state_missing' },
  { line: '错误码：10038', key: 10038, says: /authorize page/ },
  {
    line: 'onMenuShareTimeline:fail, the permission value is offline verifying',
    key: 'the permission value is offline verifying',
  },
  {
    line: `{"errcode":45047,"errmsg":"out of response count limit ${rid}"}`,
    key: undefined,
    unknownCodes: ['45047'],
  },
  { line: `{"errcode":41030,"errmsg":"invalid page ${rid}"}`, key: undefined, unknownCodes: ['41030'] },
  { line: 'request:fail url not in domain list', key: undefined },
  { line: '<xml><return_code>FAIL</return_code><return_msg>签名错误</return_msg></xml>', key: undefined },
  {
    line: '{"errcode":85009,"errmsg":"already submit a version under auditing"}',
    key: undefined,
    unknownCodes: ['85009'],
  },
  { line: `{"errcode":40007,"errmsg":"invalid media_id ${rid}"}`, key: undefined, unknownCodes: ['40007'] },
  { line: 'chooseImage:fail cancel', key: undefined },
  {
    line: `{"errcode":45015,"errmsg":"response out of time limit ${rid}"}`,
    key: undefined,
    unknownCodes: ['45015'],
  },
  { line: 'getPhoneNumber:fail no permission', key: undefined },
]
