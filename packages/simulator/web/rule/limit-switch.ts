import type { Sketches } from './switch-sketch.ts'

/** Switches of limits, pushes and QR codes. */
export const limitSwitches = {
  tokenCallsPerDay: {
    group: 'town.groupLimit',
    kind: 'number',
    min: 1,
    normal: 2000,
    says: {
      zh: '每天 cgi-bin/token 的次数；测试号为十分之一。',
      en: 'Calls of cgi-bin/token a day; test accounts have a tenth.',
    },
  },
  stableTokenCallsPerMinute: {
    group: 'town.groupLimit',
    kind: 'number',
    min: 1,
    normal: 10_000,
    says: { zh: '每分钟 stable_token 的次数。', en: 'Calls of stable_token a minute.' },
  },
  stableTokenCallsPerDay: {
    group: 'town.groupLimit',
    kind: 'number',
    min: 1,
    normal: 500_000,
    says: { zh: '每天 stable_token 的次数。', en: 'Calls of stable_token a day.' },
  },
  stableTokenForcesPerDay: {
    group: 'town.groupLimit',
    kind: 'number',
    min: 0,
    normal: 20,
    says: { zh: '每天 stable_token 强制刷新的次数。', en: 'Forced refreshes of stable_token a day.' },
  },
  snsCallsPerMinute: {
    group: 'town.groupLimit',
    kind: 'number',
    min: 1,
    normal: 50_000,
    says: { zh: '网页授权每个接口每分钟的次数。', en: 'Calls a minute of each web authorization path.' },
  },
  accountCallsPerDay: {
    group: 'town.groupLimit',
    kind: 'number',
    min: 0,
    normal: 0,
    says: {
      zh: '每个计次接口每天的次数；0 为文档中各自的数字。',
      en: 'Calls a day of every counted /cgi-bin call; 0: the documented number of each.',
    },
  },
  quotaClearsPerMonth: {
    group: 'town.groupLimit',
    kind: 'number',
    min: 0,
    normal: 10,
    says: { zh: '每月 clear_quota 的次数。', en: 'Calls of clear_quota a month.' },
  },
  followersPerPage: {
    group: 'town.groupLimit',
    kind: 'number',
    min: 1,
    max: 10_000,
    normal: 10_000,
    says: { zh: 'user/get 一页的 openid 数量。', en: 'Openids in one page of user/get.' },
  },
  sessionCallsPerMinute: {
    group: 'town.groupLimit',
    kind: 'number',
    min: 1,
    normal: 100,
    says: { zh: '每人每分钟 jscode2session 的次数。', en: 'Calls of jscode2session a minute and person.' },
  },
  pushDeadlineMs: {
    group: 'town.groupPush',
    kind: 'number',
    min: 1,
    max: 60_000,
    normal: 5_000,
    says: {
      zh: '服务器应答推送的时限（真实毫秒）。',
      en: 'Real milliseconds a server has to answer a push.',
    },
  },
  pushFailuresBeforePause: {
    group: 'town.groupPush',
    kind: 'number',
    min: 0,
    normal: 20,
    says: {
      zh: '连续失败多少次后暂停推送一分钟；0 从不暂停。',
      en: 'Failures in a row after which a URL gets nothing for a minute; 0 never pauses.',
    },
  },
  ticketPush: {
    group: 'town.groupPush',
    kind: 'boolean',
    normal: true,
    says: {
      zh: '每十分钟（模拟时间）向平台推送 ticket。',
      en: 'Platforms get a ticket every ten simulated minutes.',
    },
  },
  customMessageWindow: {
    group: 'town.groupPush',
    kind: 'choice',
    choices: ['off', 'warn', 'refuse'],
    normal: 'warn',
    says: {
      zh: '向 48 小时内没有互动的人发客服消息：放行、提醒，或拒绝（45015）。',
      en: 'A message to somebody silent for 48 hours: let pass, noted, or refused with 45015.',
    },
  },
  defaultSceneSeconds: {
    group: 'town.groupQr',
    kind: 'number',
    min: 1,
    max: 2_592_000,
    normal: 60,
    says: {
      zh: '未给 expire_seconds 时带参二维码的秒数。',
      en: 'Seconds a scene code lives when expire_seconds is left out.',
    },
  },
  permanentCodesPerAccount: {
    group: 'town.groupQr',
    kind: 'number',
    min: 0,
    normal: 100_000,
    says: { zh: '每个账号永久二维码的数量。', en: 'Permanent scene codes of an account.' },
  },
  websiteRefusal: {
    group: 'town.groupQr',
    kind: 'choice',
    choices: ['none', 'state'],
    normal: 'none',
    says: {
      zh: '拒绝网站登录之后：不回调，或只带 state 回调。',
      en: 'After refusing a website’s sign-in: nothing, or a callback with state alone.',
    },
  },
  loginCodeSeconds: {
    group: 'town.groupQr',
    kind: 'number',
    min: 1,
    normal: 300,
    says: { zh: '网站登录二维码的有效秒数。', en: 'Seconds the QR code of a website’s sign-in lives.' },
  },
  loginPollSeconds: {
    group: 'town.groupQr',
    kind: 'number',
    min: 0,
    max: 30,
    normal: 25,
    says: {
      zh: '登录页每次轮询最多等待的真实秒数。',
      en: 'Real seconds at most that a poll of the QR page waits.',
    },
  },
} satisfies Partial<Sketches>
