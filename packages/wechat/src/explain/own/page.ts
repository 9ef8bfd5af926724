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
  login_computer: {
    kind: 'config',
    en: [
      'The visitor is asked to sign in at a computer.',
      'The account is a website application, whose QR code a phone scans from another screen.',
      'Add an official account for visitors inside WeChat and on phones.',
    ],
    zh: [
      '页面请访客在电脑上登录。',
      '账号是网站应用，它的二维码要用手机从另一块屏幕上扫。',
      '为微信里和手机上的访客添加公众号。',
    ],
  },
  login_mini_program: {
    kind: 'config',
    en: [
      'The visitor is asked to sign in in the mini program.',
      'The account is a mini program, which has no sign-in in a browser.',
      'Call wx.login() in the mini program, or give the client an official account.',
    ],
    zh: [
      '页面请访客在小程序中登录。',
      '账号是小程序，它不能在浏览器里登录。',
      '在小程序里调用 wx.login()，或让客户端使用公众号。',
    ],
  },
  login_plain: {
    kind: 'ok',
    en: [
      'The page of the sign-in was read by a program.',
      'The program is a crawler or a link preview; or the client may use no account at all.',
      'Nothing to do for a crawler; otherwise give the client an account.',
    ],
    zh: [
      '登录页被程序读取。',
      '程序是爬虫或链接预览；或客户端没有任何可用的账号。',
      '对爬虫什么也不用做；否则给客户端一个账号。',
    ],
  },
  login_declined: {
    kind: 'ok',
    en: [
      'The visitor did not want to give the profile, so that nobody was signed in.',
      'The visitor chose “not now”, and the application needs nickname and picture.',
      'Nothing to do; ask for the profile only where it is needed.',
    ],
    zh: [
      '访客不愿提供头像和昵称，因此没有登录。',
      '访客选择了「暂不」，而应用需要头像和昵称。',
      '什么也不用做；只在需要的地方索取资料。',
    ],
  },
  login_store_unavailable: {
    kind: 'retryLater',
    en: [
      'The store did not answer, so that nobody could be signed in.',
      'The database or Redis is down, full or out of reach.',
      'Bring the store back; the request id on the page finds the cause in the log.',
    ],
    zh: [
      '存储没有应答，无法登录。',
      '数据库或 Redis 停了、满了或连不上。',
      '恢复存储；按页面上的请求编号在日志里查原因。',
    ],
  },
  login_too_many: {
    kind: 'retryLater',
    en: [
      'The limit for new sign-ins is reached; those under way can be finished.',
      'The browser or its network began more in ten minutes than the limit allows; behind a proxy, all visitors may share one address.',
      'Wait a few minutes; behind a proxy, name it as trusted, so that visitors have addresses of their own.',
    ],
    zh: [
      '新登录达到上限；进行中的登录可以完成。',
      '浏览器或它的网络十分钟内发起的登录超过上限；在代理后面，所有访客可能共用一个地址。',
      '等几分钟；在代理后面，把代理设为可信，让访客各有各的地址。',
    ],
  },
  login_visit_too_long: {
    kind: 'config',
    en: [
      'The link carries more than a sign-in can keep.',
      'The address to return to has more than 2,000 characters, or the authorization request more than 4,000.',
      'Keep the long part on your side and send a short key.',
    ],
    zh: [
      '链接超出了一次登录能保存的长度。',
      '返回地址超过 2,000 个字符，或授权请求超过 4,000 个字符。',
      '把长的部分留在自己这边，只带一个短的键。',
    ],
  },
  login_code_unreadable: {
    kind: 'reauthorizeUser',
    en: [
      "WeChat's answer came back damaged; nobody was signed in.",
      'The address holds two codes, or one of a form that WeChat does not issue.',
      'Sign in again; see whether a proxy or a link changes the query.',
    ],
    zh: [
      '微信的回答在途中损坏，没有登录。',
      '地址里有两个 code，或 code 的形式不是微信会发的。',
      '重新登录；检查代理或链接是否改了查询参数。',
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
}
