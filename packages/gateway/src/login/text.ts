import type { SignIn } from './sign-in.ts'

/** What a page of the visitor's way is about. The code stands on the page and in the log. */
export const loginPageCodes = [
  'login_denied',
  'login_snapshot',
  'login_wechat_failed',
  'login_expired',
  'login_cookie_missing',
  'login_client_unknown',
  'login_return_refused',
  'login_application_refused',
  'login_state_missing',
  'login_state_unknown',
  'login_browser_mismatch',
  'login_appid_mismatch',
  'login_attempt_stuck',
] as const

export type LoginPageCode = (typeof loginPageCodes)[number]

export interface LoginPage {
  code: LoginPageCode
  status: number
  /** What the page's button begins anew; without it the visitor is sent back to the application. */
  signIn?: SignIn | undefined
  errcode?: number | undefined
  rid?: string | undefined
}

interface PageText {
  title: string
  /** What happened, and what the visitor can do. */
  visitor: string
  /** What whoever runs the site can do; left out where there is nothing to do. */
  operator?: string
}

const en: Record<LoginPageCode, PageText> = {
  login_denied: {
    title: 'You did not sign in',
    visitor: 'WeChat did not give its consent, so nothing was signed in and nothing was stored.',
  },
  login_snapshot: {
    title: 'This is only a preview',
    visitor:
      'WeChat shows this page as a snapshot, with a made-up visitor. Tap “使用完整服务” (use the full service) at the bottom right, then sign in.',
  },
  login_wechat_failed: {
    title: 'WeChat could not sign you in',
    visitor: 'Nothing is lost. Please try again in a moment.',
    operator: 'WeChat refused or did not answer. The details are in the log under the request id below.',
  },
  login_expired: {
    title: 'This page is too old',
    visitor: 'The sign-in was left open for too long, or was already finished.',
  },
  login_cookie_missing: {
    title: 'Your browser did not keep our cookie',
    visitor:
      'You are known to WeChat, but this browser forgot it on the way. Allow cookies and sign in again.',
  },
  login_client_unknown: {
    title: 'This application is not known here',
    visitor: 'The link that brought you here is wrong. Please tell whoever gave it to you.',
    operator: 'Add the client, or correct its id in the link.',
  },
  login_return_refused: {
    title: 'We may not send you back there',
    visitor: 'The link that brought you here wants to go on to a place that is not registered.',
    operator:
      'Register the return URL for this client, or correct return_to. It is compared by scheme, host, port and path.',
  },
  login_application_refused: {
    title: 'This account cannot be used here',
    visitor: 'The link that brought you here names a WeChat account that this application may not use.',
    operator: 'Allow the account for this client and see that the gateway knows it.',
  },
  login_state_missing: {
    title: 'This sign-in cannot be completed',
    visitor: 'WeChat sent you back without the sign of your sign-in. Nothing was signed in.',
  },
  login_state_unknown: {
    title: 'This sign-in is over',
    visitor:
      'It was finished before, took too long, or its link was changed on the way. Nothing was signed in.',
  },
  login_browser_mismatch: {
    title: 'This sign-in began in another browser',
    visitor: 'For your safety it can only be finished where it began. Nothing was signed in.',
  },
  login_appid_mismatch: {
    title: 'This sign-in belongs to another account',
    visitor: 'WeChat sent you back to the wrong place. Nothing was signed in.',
    operator: 'Two WeChat accounts share a callback. Each account has its own callback path here.',
  },
  login_attempt_stuck: {
    title: 'This sign-in was interrupted',
    visitor: 'It could not be finished. Nothing was signed in.',
  },
}

const zh: Record<LoginPageCode, PageText> = {
  login_denied: {
    title: '你没有登录',
    visitor: '微信没有得到你的同意，所以没有登录，也没有保存任何信息。',
  },
  login_snapshot: {
    title: '当前为快照浏览',
    visitor: '微信正以快照方式展示这个页面，里面的访客是虚拟的。请点右下角的「使用完整服务」，再登录。',
  },
  login_wechat_failed: {
    title: '微信暂时无法登录',
    visitor: '没有丢失任何东西，请稍后再试。',
    operator: '微信拒绝了请求或没有应答。详情在日志里，按下面的请求编号查找。',
  },
  login_expired: {
    title: '页面已过期',
    visitor: '这次登录放置太久，或者已经完成。',
  },
  login_cookie_missing: {
    title: '浏览器没有保存 Cookie',
    visitor: '微信已认出你，但浏览器在路上把它忘了。请允许 Cookie 后重新登录。',
  },
  login_client_unknown: {
    title: '这里不认识这个应用',
    visitor: '带你来的链接有误，请告诉给你链接的人。',
    operator: '请添加这个客户端，或改正链接里的编号。',
  },
  login_return_refused: {
    title: '不能把你送回那个地址',
    visitor: '带你来的链接想去一个没有登记的地方。',
    operator: '请为这个客户端登记返回地址，或改正 return_to。比较的是协议、主机、端口和路径。',
  },
  login_application_refused: {
    title: '这里不能使用这个公众号',
    visitor: '带你来的链接指定了一个此应用无权使用的微信账号。',
    operator: '请允许该客户端使用这个账号，并确认网关里有它。',
  },
  login_state_missing: {
    title: '无法完成登录',
    visitor: '微信把你送回来时没有带上这次登录的标记。没有登录。',
  },
  login_state_unknown: {
    title: '这次登录已经结束',
    visitor: '它已经完成、超时，或者链接在路上被改动过。没有登录。',
  },
  login_browser_mismatch: {
    title: '这次登录是在另一个浏览器里开始的',
    visitor: '为了你的安全，只能在开始的地方完成。没有登录。',
  },
  login_appid_mismatch: {
    title: '这次登录属于另一个公众号',
    visitor: '微信把你送回了错误的地方。没有登录。',
    operator: '两个微信账号共用了回调地址。这里每个账号都有自己的回调路径。',
  },
  login_attempt_stuck: {
    title: '这次登录中断了',
    visitor: '没能完成。没有登录。',
  },
}

export const pageTexts = { en, zh }

/** The words around the texts, and the page that asks before WeChat does. */
export const partTexts = {
  en: {
    again: 'Start again',
    retry: 'Try again',
    back: 'Back to the application',
    useBrowser: 'Go back to the application and sign in again.',
    operator: 'For whoever runs this site',
    request: 'Request',
    profileTitle: (client: string) => `Sign in to ${client}`,
    profileWhy: 'To greet you by name it would like to read from WeChat:',
    profileTakes: 'your picture and your nickname',
    profileLeaves: 'Not your phone number, not your friends. WeChat asks you next.',
    profileGo: 'Go on with WeChat',
    profileStay: 'Not now',
  },
  zh: {
    again: '重新开始',
    retry: '再试一次',
    back: '返回应用',
    useBrowser: '请回到应用，重新登录。',
    operator: '给网站管理员',
    request: '请求编号',
    profileTitle: (client: string) => `登录 ${client}`,
    profileWhy: '为了称呼你，它想从微信获取：',
    profileTakes: '你的头像和昵称',
    profileLeaves: '不会获取手机号，也不会获取好友。接下来微信会询问你。',
    profileGo: '继续使用微信登录',
    profileStay: '暂不登录',
  },
}
