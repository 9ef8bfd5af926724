/** The meaning of an event of the gateway's log for a developer, and what to do about it. */
export interface EventText {
  what: string
  act?: string
}

type Events = Readonly<Record<string, EventText>>

const en: Events = {
  'login.wechat_failed': { what: 'WeChat refused or did not answer while somebody signed in.' },
  'login.profile_failed': {
    what: 'WeChat did not give the profile; the visitor is signed in without nickname and picture.',
  },
  'login.follower_unknown': {
    what: 'WeChat did not say whether the visitor follows the account; they are signed in, and it stays unknown.',
  },
  'login.callback_refused': {
    what: 'A callback was refused; nothing was exchanged, and the sign-in it belongs to is still open.',
    act: 'Start the sign-in again in one browser, with cookies allowed.',
  },
  'credential.failed': { what: 'The token of the account could not be fetched.' },
  'credential.refused': { what: 'WeChat refused the token of the account; another one is fetched.' },
  'credential.contested': {
    what: 'WeChat refused the token of the account for the third time within an hour.',
    act: 'After a reset or a restart of the simulator this is expected: its tokens are new. Otherwise look for another program that fetches tokens for this account.',
  },
  'credential.store_failed': { what: 'The database did not answer in time; the token in memory is used on.' },
  'http.failed': {
    what: 'A request ended in an error of the gateway.',
    act: 'Please report it, with the lines below.',
  },
  'oidc.server_error': {
    what: 'OpenID Connect ended in an error of the gateway.',
    act: 'Please report it, with the lines below.',
  },
  'record.sweep_failed': { what: 'Expired rows could not be removed; the next try is in a minute.' },
  'log.dropped': {
    what: 'Lines of the log could not be written and are lost.',
    act: 'Make room where the log goes.',
  },
}

const zh: Events = {
  'login.wechat_failed': { what: '有人登录时，微信拒绝了请求或没有应答。' },
  'login.profile_failed': { what: '微信没有给出资料；访客已登录，但没有昵称和头像。' },
  'login.follower_unknown': { what: '微信没有说明访客是否关注；访客已登录，关注状态仍未知。' },
  'login.callback_refused': {
    what: '一次回调被拒绝；没有换取任何内容，它所属的登录仍可继续。',
    act: '请在同一个浏览器里重新登录，并允许 Cookie。',
  },
  'credential.failed': { what: '没能取得账号的令牌。' },
  'credential.refused': { what: '微信拒绝了账号的令牌，正在另取一个。' },
  'credential.contested': {
    what: '一小时内，微信第三次拒绝账号的令牌。',
    act: '重置或重启模拟器之后这是正常的：它的令牌换了新的。否则请找出另一个也在为此账号取令牌的程序。',
  },
  'credential.store_failed': { what: '数据库没有及时应答，继续使用内存里的令牌。' },
  'http.failed': { what: '一个请求因网关出错而结束。', act: '请把下面的内容报告给我们。' },
  'oidc.server_error': { what: 'OpenID Connect 因网关出错而中断。', act: '请把下面的内容报告给我们。' },
  'record.sweep_failed': { what: '没能清除过期的记录，一分钟后再试。' },
  'log.dropped': { what: '有日志写不进去，已经丢失。', act: '请为日志所在的磁盘腾出空间。' },
}

/** The texts of all events, by language. */
export const eventTexts = { en, zh } as const

/** The words around them. */
export const logWords = {
  en: { cause: 'likely:', act: 'do:', request: 'request', lines: 'lines' },
  zh: { cause: '可能：', act: '怎么办：', request: '请求', lines: '行' },
} as const
