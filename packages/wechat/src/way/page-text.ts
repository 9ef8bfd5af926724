import type { Language } from './language.ts'
import { enTexts } from './page-text-en.ts'
import { zhTexts } from './page-text-zh.ts'

/** The codes of pages of the sign-in. They stand on the page and in events. */
export type PageCode =
  | 'login_profile'
  | 'login_place'
  | 'login_computer'
  | 'login_mini_program'
  | 'login_plain'
  | 'login_denied'
  | 'login_declined'
  | 'login_snapshot'
  | 'login_wechat_failed'
  | 'login_identity_mismatch'
  | 'login_unexpected'
  | 'login_store_unavailable'
  | 'login_too_many'
  | 'login_visit_too_long'
  | 'login_cookie_missing'
  | 'login_application_refused'
  | 'login_code_unreadable'
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

/** The words of a page, in one language: what happened, and what whoever reads it can do. */
export interface PageText {
  title: string
  /** The event, and what the visitor can do. */
  visitor: string
  /** The cure for the site's owner; left out where there is nothing to do. */
  operator?: string | undefined
}

/** The text of every page, by language. */
export const pageTexts: Readonly<Record<Language, Readonly<Record<PageCode, PageText>>>> = {
  en: enTexts,
  zh: zhTexts,
}

/** Words of buttons and lines, by language. */
export const wordTexts = {
  en: {
    continue: 'Continue with WeChat',
    notNow: 'Not now',
    again: 'Start again',
    back: 'Back to the application',
    operator: 'For the owner of this site',
    request: 'Request',
    profileWhy: (site: string) => `To greet you by name, ${site} would like to read from WeChat:`,
    profileTakes: 'your picture and your nickname',
    approve: 'Sign in',
    deny: 'No, that is not me',
    number: 'Number on the screen',
    computer: 'Browser: ',
    address: 'Network address: ',
    begun: (seconds: number) => `Started ${seconds} second${seconds === 1 ? '' : 's'} ago`,
    site: 'Site: ',
    cannotScan: "Can't scan? Open this link in WeChat:",
    copy: 'Copy the link',
    copied: 'Copied. Now open WeChat',
    typeThere: 'When WeChat asks, type this number there. This page then goes on by itself.',
    tryNow: 'Try now',
    pretend: 'Continue in the pretend phone',
    pretendHint:
      'This button is here because the site runs on your computer and WeChat is simulated. It goes on in this browser as if it were WeChat on a phone.',
    status: {
      pending: 'Waiting for WeChat',
      claimed: 'Scanned. Confirm on your phone',
      offline: 'The connection is lost. Trying again',
    },
    whereami: {
      title: 'Where am I?',
      about:
        'This is how the sign-in sees your browser, and what each way to WeChat would be for it. It knows this from the browser’s own name and keeps nothing.',
      place: 'Place',
    },
  },
  zh: {
    continue: '继续使用微信登录',
    notNow: '暂不',
    again: '重新开始',
    back: '返回应用',
    operator: '给网站管理员',
    request: '请求编号',
    profileWhy: (site: string) => `为了称呼你，${site} 想从微信获取：`,
    profileTakes: '你的头像和昵称',
    approve: '登录',
    deny: '不是我，拒绝',
    number: '屏幕上的数字',
    computer: '浏览器：',
    address: '网络地址：',
    begun: (seconds: number) => `${seconds} 秒前发起`,
    site: '网站：',
    cannotScan: '无法扫码？请在微信中打开：',
    copy: '复制链接',
    copied: '已复制，请打开微信',
    typeThere: '微信询问时请输入这个数字，此页会自动继续。',
    tryNow: '立即重试',
    pretend: '在模拟手机中继续',
    pretendHint:
      '网站运行在你的电脑上，微信是模拟的，所以有这个按钮：它在当前浏览器中继续，就像在手机微信里一样。',
    status: { pending: '等待微信', claimed: '已扫码，请在手机上确认', offline: '网络已断开，正在重试' },
    whereami: {
      title: '我在哪里？',
      about:
        '登录页这样判断你的浏览器，以及每种登录方式在这里会怎样进行。依据只是浏览器自报的名称，不保存任何信息。',
      place: '位置',
    },
  },
} as const
