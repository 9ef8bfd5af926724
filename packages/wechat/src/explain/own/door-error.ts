import type { BriefTable } from '../brief.ts'

/** The codes of the gateway's doors for programs and proxies; those on pages for visitors stand there. */
export const doorErrors: BriefTable = {
  login_code_refused: {
    kind: 'reauthorizeUser',
    en: [
      'WeChat does not know the code that the program brought, or it was used before.',
      'The code was sent twice, is older than five minutes, or is of another account.',
      'Call wx.login() again and send the new code once; compare the appid with the application that the request names.',
    ],
    zh: [
      '微信不认识程序送来的 code，或它已经用过。',
      'code 送了两次、超过五分钟，或属于另一个账号。',
      '重新调用 wx.login()，新的 code 只送一次；核对 appid 和请求里的 application。',
    ],
  },
  login_person_blocked: {
    kind: 'userBlocked',
    en: [
      'WeChat refuses to sign this person in.',
      'WeChat rates the visitor as a high risk (40226), or limits their account (50002).',
      'Tell the visitor to look at their WeChat account; sending another code does not help.',
    ],
    zh: [
      '微信拒绝让这个人登录。',
      '微信判定该用户为高风险（40226），或限制了其账号（50002）。',
      '请用户查看自己的微信账号；换一个 code 没有用。',
    ],
  },
  login_wechat_busy: {
    kind: 'retryLater',
    en: [
      'WeChat did not answer, or is busy.',
      'The network between gateway and WeChat is interrupted, or WeChat asks to slow down.',
      'Call wx.login() again after the seconds of Retry-After; when it stays, look at the gateway’s way out.',
    ],
    zh: [
      '微信没有回应，或正忙。',
      '网关与微信之间的网络中断，或微信要求放慢。',
      '等 Retry-After 的秒数后重新调用 wx.login()；一直如此就检查网关的出网。',
    ],
  },
  login_finish_refused: {
    kind: 'reauthorizeUser',
    en: [
      'A sign-in cannot end at this host.',
      'It was begun in another browser, a minute has passed, the browser keeps no cookies, or the client does not protect this host.',
      'Open the site again; the operator checks that the client has protects and a return URL at this host.',
    ],
    zh: [
      '登录不能在这个域名下完成。',
      '它是在另一个浏览器里开始的、已过一分钟、浏览器不保存 Cookie，或 client 没有保护这个域名。',
      '重新打开网站；运营者检查 client 是否设置了 protects，并在这个域名下有返回地址。',
    ],
  },
  verify_host_refused: {
    kind: 'config',
    en: [
      'No client protects the host that the proxy asks about.',
      'The client has no protects, no return URL at this host with this scheme, or the proxy does not send X-Forwarded-Host and X-Forwarded-Proto.',
      'Set protects and a return URL such as https://tea.example/ for the client; send the three X-Forwarded headers as the examples do.',
    ],
    zh: [
      '没有 client 保护代理询问的域名。',
      'client 没有设置 protects、在这个域名和协议下没有返回地址，或代理没有发送 X-Forwarded-Host 和 X-Forwarded-Proto。',
      '给 client 设置 protects 和返回地址（如 https://tea.example/）；像示例那样发送三个 X-Forwarded 头。',
    ],
  },
  verify_finish_unrouted: {
    kind: 'config',
    en: [
      'The proxy asks whether somebody may load /.wxgate/finish in place of handing it to the gateway.',
      'The path has no rule of its own in the proxy, or it stands behind the rule that protects the site.',
      'Add the rule for /.wxgate/finish as the examples do, before the one that protects the site.',
    ],
    zh: [
      '代理在询问能否访问 /.wxgate/finish，而没有把它转给网关。',
      '这个路径在代理里没有单独的规则，或排在保护网站的规则之后。',
      '像示例那样为 /.wxgate/finish 加一条规则，放在保护网站的规则之前。',
    ],
  },
}
