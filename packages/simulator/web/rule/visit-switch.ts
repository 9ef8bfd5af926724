import type { Sketches } from './switch-sketch.ts'

/** Switches of the link, of the visit and of who is who. */
export const visitSwitches = {
  strictPort: {
    group: 'town.groupLink',
    kind: 'boolean',
    normal: false,
    says: {
      zh: '回环地址的 redirect_uri 带端口也拒绝（页面 10003），与微信一致。',
      en: 'Refuse a port in redirect_uri on loopback hosts too (page 10003), as WeChat does.',
    },
  },
  strictOrder: {
    group: 'town.groupLink',
    kind: 'boolean',
    normal: true,
    says: {
      zh: '授权链接中文档所列五个参数的先后与文档不同就拒绝。',
      en: 'Refuse an authorize link whose five documented parameters are not in the documented order.',
    },
  },
  repeatedParameters: {
    group: 'town.groupLink',
    kind: 'choice',
    choices: ['first', 'refuse'],
    normal: 'first',
    says: {
      zh: '授权链接中重复的参数：以第一个为准，或拒绝。',
      en: 'A parameter that stands twice in an authorize link: the first counts, or refused.',
    },
  },
  unreadableQuery: {
    group: 'town.groupLink',
    kind: 'choice',
    choices: ['accept', 'refuse'],
    normal: 'accept',
    says: {
      zh: '授权链接中不是 UTF-8 百分号编码的值：按原样处理，或拒绝。',
      en: 'A value of an authorize link that is no percent-encoded UTF-8: taken as sent, or refused.',
    },
  },
  requireScheme: {
    group: 'town.groupLink',
    kind: 'choice',
    choices: ['off', 'warn', 'refuse'],
    normal: 'warn',
    says: {
      zh: 'http 的 redirect_uri：不管、提醒，或拒绝（10039）。',
      en: 'redirect_uri with http: nothing, a note, or 10039.',
    },
  },
  emptyState: {
    group: 'town.groupLink',
    kind: 'choice',
    choices: ['accept', 'refuse'],
    normal: 'accept',
    says: { zh: 'state 为空：接受，或显示页面 10013。', en: 'An empty state: accepted, or page 10013.' },
  },
  stateAlphabet: {
    group: 'town.groupLink',
    kind: 'choice',
    choices: ['documented', 'urlSafe', 'any'],
    normal: 'urlSafe',
    says: {
      zh: 'state 允许的字符：仅 a-zA-Z0-9、另加 -._~，或任意。',
      en: 'Characters of state: a-zA-Z0-9 alone, also -._~, or any.',
    },
  },
  verifyFile: {
    group: 'town.groupLink',
    kind: 'choice',
    choices: ['off', 'warn', 'refuse'],
    normal: 'warn',
    says: {
      zh: '授权域名没有 MP_verify 文件：不检查、提醒，或拒绝。',
      en: 'An authorization domain without its MP_verify file: not looked for, noted, or refused.',
    },
  },
  insideFrame: {
    group: 'town.groupVisit',
    kind: 'choice',
    choices: ['warn', 'refuse'],
    normal: 'warn',
    says: {
      zh: '授权链接在 iframe 中打开：提醒，或像微信那样不显示。',
      en: 'An authorize link opened in a frame: a note, or no page, as in WeChat.',
    },
  },
  requireUserAgent: {
    group: 'town.groupVisit',
    kind: 'boolean',
    normal: false,
    says: {
      zh: '非微信浏览器看到“请在微信客户端打开链接”。',
      en: 'Browsers that are not WeChat’s see “please open in WeChat”.',
    },
  },
  refusal: {
    group: 'town.groupVisit',
    kind: 'choice',
    choices: ['state', 'authdeny', 'none'],
    normal: 'state',
    says: {
      zh: '点“拒绝”之后：只带 state 回调、带 code=authdeny，或不回调。',
      en: 'After “refuse”: a callback with state alone, with code=authdeny, or none.',
    },
  },
  duplicateCallback: {
    group: 'town.groupVisit',
    kind: 'choice',
    choices: ['none', 'same', 'newCode'],
    normal: 'none',
    says: {
      zh: '回调加载两次：否、同一个 code，或新的 code。',
      en: 'The callback is loaded twice: no, with the same code, or with a new one.',
    },
  },
  consentWaiverSeconds: {
    group: 'town.groupVisit',
    kind: 'number',
    min: 0,
    normal: 0,
    says: {
      zh: '“允许”之后多少秒内不再询问；0 每次都问。',
      en: 'Seconds after “allow” without another sheet; 0 always asks.',
    },
  },
  unionidWithBase: {
    group: 'town.groupIdentity',
    kind: 'choice',
    choices: ['never', 'followers', 'always'],
    normal: 'followers',
    says: { zh: '静默授权时谁有 unionid。', en: 'Who has a unionid in a silent sign-in.' },
  },
  unionidOfStrangers: {
    group: 'town.groupIdentity',
    kind: 'boolean',
    normal: false,
    says: {
      zh: 'user/info 也告知未关注者的 unionid。',
      en: 'user/info tells the unionid of people who do not follow.',
    },
  },
  emptyProfile: {
    group: 'town.groupIdentity',
    kind: 'choice',
    choices: ['given', 'missing'],
    normal: 'given',
    says: {
      zh: 'user/info 中 2021 年起为空的资料字段：照实测给出空值，或缺失。',
      en: 'The profile fields of user/info, empty since 2021: given as recorded, or missing.',
    },
  },
  snapshotMark: {
    group: 'town.groupIdentity',
    kind: 'choice',
    choices: ['given', 'missing'],
    normal: 'given',
    says: {
      zh: '快照页的令牌应答中是否带 is_snapshotuser。',
      en: 'Whether the token answer of a snapshot visit carries is_snapshotuser.',
    },
  },
  controlCharacters: {
    group: 'town.groupIdentity',
    kind: 'choice',
    choices: ['escaped', 'raw'],
    normal: 'escaped',
    says: {
      zh: '昵称中的控制字符：转义，或像某些旧账号那样原样输出（JSON 无法解析）。',
      en: 'Control characters in nicknames: escaped, or raw as in some old accounts, which no JSON parser takes.',
    },
  },
} satisfies Partial<Sketches>
