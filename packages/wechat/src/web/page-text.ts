import type { Language } from './page.ts'

/** What a page of the sign-in is about. The code stands on the page, and goes to `onError` where it is an error. */
export type PageCode =
  | 'login_profile'
  | 'login_place'
  | 'login_denied'
  | 'login_snapshot'
  | 'login_wechat_failed'
  | 'login_unexpected'
  | 'login_state_missing'
  | 'login_state_unknown'
  | 'login_browser_mismatch'
  | 'login_appid_mismatch'
  | 'login_attempt_stuck'
  | 'login_form_refused'
  | 'handoff_scan'
  | 'handoff_approve'
  | 'handoff_number_wrong'
  | 'handoff_approved'
  | 'handoff_denied'
  | 'handoff_gone'
  | 'handoff_claimed'

/** A title and one or two sentences: what happened, and what the visitor can do. */
export type PageText = readonly [title: string, visitor: string]

const en: Record<PageCode, PageText> = {
  login_profile: [
    'May we see your profile?',
    'This page shows your WeChat nickname and picture. WeChat asks you next. Nothing else is read: not your phone number, not your contacts.',
  ],
  login_place: [
    'Please open this page in WeChat',
    'Copy the link below, send it to a chat of yours, and tap it there.',
  ],
  login_denied: [
    'You did not sign in',
    'You said no in WeChat. Nothing was signed in, and nothing was stored.',
  ],
  login_snapshot: [
    'This is only a preview',
    'WeChat shows this page as a snapshot, with a made-up visitor. Tap “使用完整服务” (use the full service) at the bottom right, then sign in.',
  ],
  login_wechat_failed: ['WeChat could not sign you in', 'Nothing is lost. Please try again in a moment.'],
  login_unexpected: [
    'Something went wrong here',
    'It is our fault, not yours. Please try again in a moment.',
  ],
  login_state_missing: ['This sign-in cannot go on', 'The link came back incomplete. Please start again.'],
  login_state_unknown: [
    'This sign-in is over',
    'It took too long, or it was finished already. Please start again.',
  ],
  login_browser_mismatch: [
    'This sign-in began in another browser',
    'Or your browser has lost our cookie. Please start again here, in one browser.',
  ],
  login_appid_mismatch: [
    'This sign-in cannot go on',
    'It was begun for another account. Please start again.',
  ],
  login_attempt_stuck: ['This sign-in has got stuck', 'Please start again.'],
  login_form_refused: [
    'This form came from elsewhere',
    'Nothing was done. Please start again on our own page.',
  ],
  handoff_scan: [
    'Scan with WeChat to sign in',
    'Open WeChat on your phone, scan the code, and type this number there when it asks.',
  ],
  handoff_approve: [
    'Sign in on the computer?',
    'Somebody wants to sign in as you on the computer below. If that is you, type the number that its screen shows. If a stranger sent you here, say no.',
  ],
  handoff_number_wrong: [
    'That is not the number',
    'Look at the screen of the computer, and type its two digits.',
  ],
  handoff_approved: ['Done', 'The computer is signed in. You can close this page.'],
  handoff_denied: ['You said no', 'The computer was not signed in. You can close this page.'],
  handoff_gone: [
    'This code is no longer good',
    'It lives for two minutes, and works once. Load the page on the computer again.',
  ],
  handoff_claimed: [
    'This code is taken',
    'Somebody else has scanned it already. Load the page on the computer again.',
  ],
}

const zh: Record<PageCode, PageText> = {
  login_profile: [
    '可以使用你的头像和昵称吗？',
    '这个页面要显示你的微信头像和昵称，接下来微信会征求你的同意。除此之外不读取任何信息，包括手机号和好友。',
  ],
  login_place: ['请在微信中打开', '复制下面的链接，发到任意一个聊天里，再在微信中点开。'],
  login_denied: ['你没有登录', '你在微信中选择了拒绝，没有登录，也没有保存任何信息。'],
  login_snapshot: [
    '当前为快照浏览',
    '微信正以快照显示此页，访客是虚拟的。请点右下角「使用完整服务」，再登录。',
  ],
  login_wechat_failed: ['暂时无法用微信登录', '没有丢失任何内容，请稍后再试。'],
  login_unexpected: ['我们这里出了点问题', '与你无关，请稍后再试。'],
  login_state_missing: ['这次登录无法继续', '返回的链接不完整，请重新开始。'],
  login_state_unknown: ['这次登录已经结束', '可能用时过长，或者已经完成，请重新开始。'],
  login_browser_mismatch: [
    '这次登录是在另一个浏览器中开始的',
    '也可能是浏览器丢失了我们的 Cookie。请就在这里，用同一个浏览器重新开始。',
  ],
  login_appid_mismatch: ['这次登录无法继续', '它属于另一个账号，请重新开始。'],
  login_attempt_stuck: ['这次登录卡住了', '请重新开始。'],
  login_form_refused: ['这个表单来自别处', '没有执行任何操作，请在我们自己的页面上重新开始。'],
  handoff_scan: ['用微信扫一扫登录', '打开手机微信扫描二维码，并在手机询问时输入这个数字。'],
  handoff_approve: [
    '要在电脑上登录吗？',
    '有人想在下面这台电脑上以你的身份登录。如果是你本人，请输入电脑屏幕上的数字；如果是陌生人让你来的，请拒绝。',
  ],
  handoff_number_wrong: ['数字不对', '请看电脑屏幕，输入上面的两位数字。'],
  handoff_approved: ['完成', '电脑已经登录，你可以关闭此页。'],
  handoff_denied: ['你已拒绝', '电脑没有登录，你可以关闭此页。'],
  handoff_gone: ['二维码已失效', '它两分钟内有效，只能使用一次。请在电脑上刷新页面。'],
  handoff_claimed: ['二维码已被使用', '已经有别人扫过了。请在电脑上刷新页面。'],
}

/** The text of every page, by language. */
export const pageTexts: Record<Language, Record<PageCode, PageText>> = { en, zh }

/** Words of buttons and lines, by language. */
export const wordTexts = {
  en: {
    continue: 'Continue with WeChat',
    notNow: 'Not now',
    again: 'Start again',
    approve: 'Sign in',
    deny: 'No, that is not me',
    number: 'Number on the screen',
    computer: 'Computer',
    site: 'Site',
    cannotScan: "Can't scan? Open this link in WeChat:",
    newCode: 'New code',
    pretend: 'Continue in the pretend phone',
    pretendHint:
      'This button is here because the site runs on your computer and WeChat is simulated. It goes on in this browser as if it were WeChat on a phone.',
    status: {
      pending: 'Waiting for the scan',
      claimed: 'Scanned. Confirm on your phone',
      denied: 'You said no',
    },
  },
  zh: {
    continue: '继续使用微信登录',
    notNow: '暂不',
    again: '重新开始',
    approve: '登录',
    deny: '不是我，拒绝',
    number: '屏幕上的数字',
    computer: '电脑',
    site: '网站',
    cannotScan: '无法扫码？请在微信中打开：',
    newCode: '换一个二维码',
    pretend: '在模拟手机中继续',
    pretendHint:
      '网站运行在你的电脑上，微信是模拟的，所以有这个按钮：它在当前浏览器中继续，就像在手机微信里一样。',
    status: { pending: '等待扫码', claimed: '已扫码，请在手机上确认', denied: '已拒绝' },
  },
} as const
