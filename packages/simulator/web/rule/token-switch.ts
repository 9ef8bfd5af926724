import type { Sketches } from './switch-sketch.ts'

/** Switches of codes, tokens, the white list and platforms. */
export const tokenSwitches = {
  hyphenInCode: {
    group: 'town.groupToken',
    kind: 'boolean',
    normal: false,
    says: {
      zh: '公众号的 code 以连字符结尾（有一次实测），用来发现对 code 格式的检查。',
      en: 'Codes of official accounts end with a hyphen, as one recorded code does: finds checks of their shape.',
    },
  },
  expiredCode: {
    group: 'town.groupToken',
    kind: 'choice',
    choices: [40029, 42003],
    normal: 40029,
    says: { zh: '过期 code 的错误码。', en: 'The errcode of an expired code.' },
  },
  snsPost: {
    group: 'town.groupToken',
    kind: 'choice',
    choices: ['accept', 'refuse'],
    normal: 'accept',
    says: {
      zh: '以 POST 调用换 code 之外的 /sns/ 接口：与 GET 一样应答并提醒，或返回 43001。',
      en: 'POST at the /sns/ calls other than the exchange of a code: taken like GET with a note, or 43001.',
    },
  },
  rotateRefreshToken: {
    group: 'town.groupToken',
    kind: 'boolean',
    normal: false,
    says: {
      zh: '每次刷新都换新的 refresh_token，旧的失效。',
      en: 'Every refresh gives a new refresh_token; the old one dies.',
    },
  },
  scopeInAnswer: {
    group: 'town.groupToken',
    kind: 'choice',
    choices: ['given', 'missing', 'trailingComma'],
    normal: 'given',
    says: {
      zh: '令牌应答中的 scope：给出、缺失，或末尾多一个逗号。',
      en: 'scope of token answers: given, missing, or with a comma behind it.',
    },
  },
  errmsgSuffix: {
    group: 'town.groupToken',
    kind: 'choice',
    choices: ['rid', 'hint', 'none'],
    normal: 'rid',
    says: {
      zh: 'errmsg 末尾：rid、旧式 hint，或没有。',
      en: 'What stands behind an errmsg: today’s rid, the old hint, or nothing.',
    },
  },
  callerAddress: {
    group: 'town.groupAddress',
    kind: 'text',
    normal: '',
    says: {
      zh: '请求看似来自的地址，例如 203.0.113.7 得到 40164；空为真实地址。',
      en: 'Where calls seem to come from: 203.0.113.7 gives 40164; empty is the true address.',
    },
  },
  whiteListEveryCall: {
    group: 'town.groupAddress',
    kind: 'boolean',
    normal: true,
    says: {
      zh: '公众号的每个 /cgi-bin 接口都检查白名单（官方文档如此）；关闭则只在获取令牌时检查。',
      en: 'Check the white list on every /cgi-bin call of an official account, as documented; off: for tokens alone.',
    },
  },
  preAuthCodeSeconds: {
    group: 'town.groupPlatform',
    kind: 'number',
    min: 1,
    normal: 1800,
    says: {
      zh: 'pre_auth_code 的有效秒数：文档写 1800，示例为 600。',
      en: 'Seconds a pre_auth_code lives: WeChat’s text says 1800, its sample 600.',
    },
  },
  preAuthCodeReuse: {
    group: 'town.groupPlatform',
    kind: 'choice',
    choices: ['warn', 'refuse'],
    normal: 'warn',
    says: {
      zh: '重复使用 pre_auth_code：提醒，或拒绝。',
      en: 'A pre_auth_code that was used before: noted, or refused.',
    },
  },
  authCodeSeconds: {
    group: 'town.groupPlatform',
    kind: 'number',
    min: 1,
    normal: 3600,
    says: {
      zh: '平台回调中 auth_code 的有效秒数。',
      en: 'Seconds the auth_code of a platform’s callback lives.',
    },
  },
  authCodeReuse: {
    group: 'town.groupPlatform',
    kind: 'choice',
    choices: ['warn', 'refuse'],
    normal: 'warn',
    says: {
      zh: '已经查询过的 auth_code 再次查询：照常应答并提醒，或返回 61009。',
      en: 'An auth_code that is asked about again: answered with a note, or 61009.',
    },
  },
  requireReferer: {
    group: 'town.groupPlatform',
    kind: 'choice',
    choices: ['refuse', 'warn'],
    normal: 'refuse',
    says: {
      zh: '电脑上的授权页从发起域名之外打开或没有 Referer：拒绝，或提醒。',
      en: 'The owner’s page opened from outside the launch domain or without Referer: refused, or noted.',
    },
  },
  rotateAuthorizerRefreshToken: {
    group: 'town.groupPlatform',
    kind: 'boolean',
    normal: false,
    says: {
      zh: '每次刷新都换新的 authorizer_refresh_token，旧的失效。',
      en: 'Every refresh gives a new authorizer_refresh_token; the old one dies.',
    },
  },
  refreshTokenBeforeQuery: {
    group: 'town.groupPlatform',
    kind: 'choice',
    choices: ['given', 'empty'],
    normal: 'given',
    says: {
      zh: '调用 api_query_auth 之前，列表中的 refresh_token：给出，或为空。',
      en: 'The refresh token in lists before api_query_auth was called: given, or empty.',
    },
  },
} satisfies Partial<Sketches>
