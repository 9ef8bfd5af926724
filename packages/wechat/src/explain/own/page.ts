import type { BriefTable } from '../brief.ts'

/** The codes on the visitor's pages of library and gateway; those that are errors of the library stand there. */
export const pages: BriefTable = {
  login_profile: {
    kind: 'ok',
    en: [
      'The page says why the profile is wanted, before WeChat asks.',
      'The application wants nickname and picture, and they are missing or old.',
      'Nothing to do: the visitor goes on or says no.',
    ],
    zh: [
      '页面说明为什么需要头像和昵称，然后微信才询问。',
      '应用需要昵称和头像，而它们缺失或过时。',
      '什么也不用做：由访客决定继续或拒绝。',
    ],
  },
  login_place: {
    kind: 'config',
    en: [
      'The visitor is asked to open the page in WeChat.',
      'No channel of the sign-in works in this browser.',
      'Add a channel for it: a QR code for computers, for example.',
    ],
    zh: [
      '页面请访客在微信中打开。',
      '没有一种登录渠道能用于这个浏览器。',
      '为它添加渠道，例如电脑上的二维码。',
    ],
  },
  login_denied: {
    kind: 'ok',
    en: [
      'The visitor did not sign in.',
      'The visitor said no in WeChat, so that no code came back.',
      'Nothing to do; offer a way to begin again.',
    ],
    zh: ['访客没有登录。', '访客在微信中拒绝了，因此没有 code 回来。', '什么也不用做；提供重新开始的入口。'],
  },
  login_snapshot: {
    kind: 'reauthorizeUser',
    en: [
      'WeChat shows a snapshot of the page, with a made-up visitor; nobody is signed in.',
      "The page asked for the profile at once, or breaks WeChat's rules for pages.",
      'The visitor taps 使用完整服务 (use the full service) and signs in; the site asks for the profile later and after a tap.',
    ],
    zh: [
      '微信以快照显示页面，访客是虚拟的；没有让任何人登录。',
      '页面一打开就索取资料，或违反了微信对网页的规定。',
      '访客点「使用完整服务」再登录；网站应晚些、在点击之后再索取资料。',
    ],
  },
  login_wechat_failed: {
    kind: 'config',
    en: [
      'WeChat refused the sign-in or did not answer.',
      'The number on the page says why: 40125 is a wrong secret, 40164 the white list; without a number there was no answer.',
      'Explain that number; the request id on the page finds the line in the log.',
    ],
    zh: [
      '微信拒绝了登录，或没有应答。',
      '页面上的数字说明原因：40125 是密钥不对，40164 是白名单；没有数字就是没有应答。',
      '查询这个数字；页面上的请求编号可以在日志里找到那一行。',
    ],
  },
  login_unexpected: {
    kind: 'config',
    en: [
      'The application failed while somebody signed in.',
      'The function `onSignIn` threw an error, or the store failed.',
      'Read what `onError` was told; it holds the cause.',
    ],
    zh: [
      '有人登录时应用出错了。',
      '`onSignIn` 抛出错误，或存储出错。',
      '看 `onError` 收到的内容，里面有原因。',
    ],
  },
  login_form_refused: {
    kind: 'config',
    en: [
      'The form came from another site; nothing was done.',
      'Another page posts to the sign-in, or a proxy changes the host or hides the Origin header.',
      'Send the form from the page itself; behind a proxy, pass Host and Origin on.',
    ],
    zh: [
      '表单来自另一个网站；什么也没有做。',
      '别的页面向登录地址提交，或代理改了域名、去掉了 Origin 头。',
      '从页面本身提交表单；在代理后面，请原样传递 Host 和 Origin。',
    ],
  },
  login_expired: {
    kind: 'reauthorizeUser',
    en: [
      'The page is too old, or was finished already.',
      'It was left open for more than 10 minutes, or the back button showed it again.',
      'Sign in again.',
    ],
    zh: ['页面太旧，或已经用过。', '打开超过 10 分钟，或用返回按钮又看到了它。', '重新登录。'],
  },
  login_cookie_missing: {
    kind: 'config',
    en: [
      "The browser did not bring the gateway's cookie back.",
      'Cookies are blocked, or the public URL is https and the browser came by http.',
      'Allow cookies; compare the scheme of the public URL with the one in the address bar.',
    ],
    zh: [
      '浏览器没有带回网关的 Cookie。',
      'Cookie 被禁用，或公网地址是 https 而浏览器用的是 http。',
      '允许 Cookie；核对公网地址与地址栏里的协议。',
    ],
  },
  login_client_unknown: {
    kind: 'config',
    en: [
      'The gateway knows no client of this id.',
      'The link is wrong, or the client was removed.',
      'Correct the link, or add the client.',
    ],
    zh: ['网关不认识这个客户端编号。', '链接有误，或客户端已删除。', '改正链接，或添加客户端。'],
  },
  login_return_refused: {
    kind: 'config',
    en: [
      'return_to is not among the return URLs of the client.',
      'Scheme, host, port or path differ from what is registered.',
      'Register the return URL, or correct return_to.',
    ],
    zh: [
      'return_to 不在客户端登记的返回地址里。',
      '协议、域名、端口或路径与登记的不同。',
      '登记这个返回地址，或改正 return_to。',
    ],
  },
  login_application_refused: {
    kind: 'config',
    en: [
      'The client may not use this WeChat account, or the gateway does not know it.',
      'The parameter `application` names another appid than those of the client.',
      'Allow the account for the client, and see that the gateway has its secret.',
    ],
    zh: [
      '客户端不能使用这个微信账号，或网关不认识它。',
      '参数 `application` 写的不是客户端可用的 appid。',
      '为客户端允许这个账号，并确认网关有它的密钥。',
    ],
  },
  handoff_scan: {
    kind: 'ok',
    en: [
      'The computer shows a QR code and a number.',
      'The visitor signs in on a computer.',
      'Scan the code in WeChat and type the number there.',
    ],
    zh: ['电脑上显示二维码和数字。', '访客在电脑上登录。', '用微信扫码，并在手机上输入数字。'],
  },
  handoff_approve: {
    kind: 'ok',
    en: [
      'The phone asks whether the computer may be signed in.',
      'Somebody scanned the code of a computer.',
      'Type the number of your own screen; say no if a stranger sent the code.',
    ],
    zh: [
      '手机询问是否让电脑登录。',
      '有人扫了电脑上的二维码。',
      '输入自己屏幕上的数字；陌生人发来的码请拒绝。',
    ],
  },
  handoff_number_wrong: {
    kind: 'reauthorizeUser',
    en: [
      'The number is not the one on the computer.',
      'A typing error, or the code of another computer was scanned.',
      'Look at the screen again and type its two digits.',
    ],
    zh: ['数字与电脑上的不同。', '输入错误，或扫了另一台电脑的码。', '再看屏幕，输入那两位数字。'],
  },
  handoff_approved: {
    kind: 'ok',
    en: ['The computer is signed in.', 'The visitor approved on the phone.', 'Nothing to do.'],
    zh: ['电脑已经登录。', '访客在手机上同意了。', '什么也不用做。'],
  },
  handoff_denied: {
    kind: 'ok',
    en: ['The computer was not signed in.', 'The visitor said no on the phone.', 'Nothing to do.'],
    zh: ['电脑没有登录。', '访客在手机上拒绝了。', '什么也不用做。'],
  },
  handoff_gone: {
    kind: 'reauthorizeUser',
    en: [
      'The QR code is no longer good.',
      'It is older than two minutes, or was used.',
      'Load the page on the computer again.',
    ],
    zh: ['二维码已失效。', '超过两分钟，或已经用过。', '在电脑上重新打开页面。'],
  },
  handoff_claimed: {
    kind: 'reauthorizeUser',
    en: [
      'Another phone has scanned this QR code already.',
      'Two people scanned it, or the link was shared.',
      'Load the page on the computer again.',
    ],
    zh: ['另一部手机已经扫过这个二维码。', '两个人都扫了，或链接被分享。', '在电脑上重新打开页面。'],
  },
}
