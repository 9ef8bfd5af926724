import type { BriefTable } from '../brief.ts'

/** The codes of `WeChatError` about calls, sign-in and kept tokens. */
export const callErrors = {
  wire_timeout: {
    kind: 'retryLater',
    en: [
      'WeChat gave no complete answer within the time limit.',
      'WeChat is slow, or a firewall or a proxy on the way swallows the packets.',
      'Try again later; WeChat may have acted all the same, so never repeat the exchange of a sign-in code by itself.',
    ],
    zh: [
      '微信没有在时限内给出完整的应答。',
      '微信慢，或途中的防火墙、代理吞掉了数据包。',
      '稍后再试；微信可能已经处理，因此不要自动重试登录 code 的换取。',
    ],
  },
  wire_unreachable: {
    kind: 'retryLater',
    en: [
      'There is no connection to WeChat, or it broke.',
      'DNS, firewall, proxy or TLS between this server and api.weixin.qq.com.',
      'Try again later; if it stays, call https://api.weixin.qq.com from this server and read what `cause` says.',
    ],
    zh: [
      '连不上微信，或连接中断了。',
      '这台服务器与 api.weixin.qq.com 之间的 DNS、防火墙、代理或 TLS 有问题。',
      '稍后再试；一直如此，就从这台服务器访问 https://api.weixin.qq.com，并看 `cause` 的内容。',
    ],
  },
  wire_answer: {
    kind: 'config',
    en: [
      'The answer is none that WeChat documents.',
      'A proxy or a captive page answers in its place: a redirect, an HTTP error, HTML, a field that is missing.',
      'Look at what stands between this server and WeChat; the origins of the wire may name another host.',
    ],
    zh: [
      '应答不是微信文档里的任何一种。',
      '代理或认证页面代替微信应答：跳转、HTTP 错误、HTML，或缺少字段。',
      '检查这台服务器与微信之间有什么；wire 的 origins 也可能写成了别的主机。',
    ],
  },
  wire_errcode: {
    kind: 'unknown',
    en: [
      'WeChat said no; the reason is the number in `errcode`.',
      'See `errcode`, `errmsg` and `rid` of the error.',
      'Explain the number: wxgate explain, then the errcode.',
    ],
    zh: [
      '微信拒绝了；原因是 `errcode` 里的数字。',
      '看错误的 `errcode`、`errmsg` 和 `rid`。',
      '查询这个数字：wxgate explain 加上 errcode。',
    ],
  },
  login_state_missing: {
    kind: 'reauthorizeUser',
    en: [
      'The callback came without a state.',
      'The address was typed, shared or cut off on its way.',
      'Start the sign-in again; if it happens to everybody, look whether a proxy or a router drops the query.',
    ],
    zh: [
      '回调没有带 state。',
      '地址是手工输入或分享来的，或途中被截断。',
      '重新开始登录；如果人人如此，检查代理或路由是否丢掉了 query。',
    ],
  },
  login_state_unknown: {
    kind: 'reauthorizeUser',
    en: [
      'The state of the callback was never issued, has expired, or was replayed too late.',
      'An old callback was opened again, or the store that held the attempt was emptied or is another one.',
      'Start the sign-in again; with several processes, let all of them use one store.',
    ],
    zh: [
      '回调的 state 从未发出、已经过期，或重复得太晚。',
      '又打开了旧的回调，或保存这次登录的存储被清空、不是同一个。',
      '重新开始登录；有多个进程时，让它们共用一个存储。',
    ],
  },
  login_browser_mismatch: {
    kind: 'reauthorizeUser',
    en: [
      'The sign-in began in another browser, or this one has lost its cookie.',
      "The callback's link was shared, or cookies are blocked, or the callback is on another host than the start.",
      'Start again in one browser; begin and end the sign-in on the same host, with https.',
    ],
    zh: [
      '登录是在另一个浏览器里开始的，或这个浏览器丢了 Cookie。',
      '回调链接被分享、Cookie 被禁用，或回调与开始不在同一个域名。',
      '在同一个浏览器里重新开始；开始与回调用同一个域名和 https。',
    ],
  },
  login_appid_mismatch: {
    kind: 'config',
    en: [
      'The state was issued for another account, or the data is of another mini program.',
      'Two accounts share one callback URL.',
      'Give each account a callback URL of its own.',
    ],
    zh: [
      'state 是为另一个账号发出的，或数据属于另一个小程序。',
      '两个账号共用一个回调 URL。',
      '给每个账号各自的回调 URL。',
    ],
  },
  login_data_unreadable: {
    kind: 'reauthorizeUser',
    en: [
      "The mini program's data does not open with this session key.",
      'wx.login() has renewed the session key since.',
      'Let the page call wx.login() first, and ask for the data after that.',
    ],
    zh: [
      '小程序的数据无法用这个 session_key 解开。',
      '此后 wx.login() 更新了 session_key。',
      '让页面先调用 wx.login()，再获取数据。',
    ],
  },
  login_attempt_stuck: {
    kind: 'reauthorizeUser',
    en: [
      'The callback that came first has failed, or did not end in time.',
      'A process stopped while it exchanged the code, or WeChat did not answer it.',
      'Start the sign-in again; if it repeats, look at the first callback in the log.',
    ],
    zh: [
      '先到的那次回调失败了，或没有按时结束。',
      '进程在换取 code 时停止，或微信没有应答。',
      '重新开始登录；反复出现就在日志里查第一次回调。',
    ],
  },
  login_identity_mismatch: {
    kind: 'config',
    en: [
      'Profile and grant speak of different people; nobody was signed in.',
      'Something between this server and WeChat mixes up answers: a cache, for example.',
      'Switch off caching for api.weixin.qq.com.',
    ],
    zh: [
      '资料与授权说的不是同一个人；没有让任何人登录。',
      '这台服务器与微信之间有东西混淆了应答，例如缓存。',
      '不要缓存 api.weixin.qq.com 的应答。',
    ],
  },
  credential_token_refused: {
    kind: 'config',
    en: [
      'WeChat refused the token, and fetching another has not helped.',
      'Another program fetches tokens for the same account, or the call wants a token of another kind.',
      'Let one keeper fetch the token for all, with stable_token; look at `errcode` and `path` of the error.',
    ],
    zh: [
      '微信拒绝了令牌，重新获取也没有用。',
      '另一个程序也在为这个账号取令牌，或接口要的是另一种令牌。',
      '由一个 keeper 用 stable_token 为所有程序取令牌；看错误的 `errcode` 和 `path`。',
    ],
  },
  credential_answer: {
    kind: 'config',
    en: [
      'The answer to a fetch holds no usable token.',
      'Your own `fetch` of the keeper gives another shape, or a proxy changed the answer.',
      'Give back the token and its seconds, as WeChat does.',
    ],
    zh: [
      '取令牌的应答里没有可用的令牌。',
      'keeper 里你自己的 `fetch` 返回了别的形状，或代理改动了应答。',
      '像微信一样返回令牌和有效秒数。',
    ],
  },
  credential_busy: {
    kind: 'retryLater',
    en: [
      'Another caller is fetching the token and has not come to an end.',
      'WeChat is slow, or a process was stopped in the middle of a fetch.',
      'Try again in a few seconds.',
    ],
    zh: ['别的调用者正在取令牌，还没有结束。', '微信慢，或某个进程在获取途中停止了。', '几秒后再试。'],
  },
  credential_closed: {
    kind: 'config',
    en: [
      'The keeper was closed and gives no more tokens.',
      'The program asks after its own shutdown began.',
      'Close the keeper last.',
    ],
    zh: ['keeper 已经关闭，不再给出令牌。', '程序在自己开始退出之后还在请求。', '最后才关闭 keeper。'],
  },
} satisfies BriefTable
