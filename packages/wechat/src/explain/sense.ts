import type { Brief } from './brief.ts'
import { places } from './place.ts'
import type { TokenCase } from './token-case.ts'

/** The facts that a line shows besides its code. */
export interface Shown {
  text: string
  path: string | undefined
  tokenCase: TokenCase | undefined
}

/** One of several meanings of a code, and how a line tells it from the others. */
interface Sense {
  code: number
  isMeant: (shown: Shown) => boolean
  brief: Brief
}

const getStable = /getStableAccessToken/i
const contentCheck = /msg_?sec_?check|img_?sec_?check|media_?check_?async|content_?security|内容安全/i
const authorizationCode = /api_query_auth|query_?auth|authorization_code|授权码|component/i

// The hint, the separators and the second meanings are recorded; the table of global return codes does not have them.
const senses: readonly Sense[] = [
  {
    code: 40001,
    isMeant: ({ tokenCase }) => tokenCase === 'userToken',
    brief: {
      kind: 'reauthorizeUser',
      en: [
        "The visitor's access token is not valid.",
        [
          "The account's token was sent in the place of the visitor's, the one that came with the openid.",
          'It was refreshed since, the visitor took the authorization back, or it belongs to another appid.',
        ],
        [
          'Use the token of the newest grant; where there is a refresh token, refresh once.',
          "If that fails, send the visitor through the authorize link again. Fetching the account's token does not help here.",
        ],
      ],
      zh: [
        '访客的 access_token 无效。',
        [
          '该用访客的令牌（与 openid 一起得到的）却用了账号的全局令牌。',
          '它已被刷新、访客撤回了授权，或它属于另一个 appid。',
        ],
        [
          '用最近一次授权得到的令牌；有 refresh_token 就刷新一次。',
          '仍然不行，就让访客重新走一次授权链接。重新获取全局令牌没有用。',
        ],
      ],
    },
  },
  {
    code: 40001,
    isMeant: ({ tokenCase }) => tokenCase === 'secret',
    brief: {
      kind: 'config',
      en: [
        'The AppSecret does not belong to the appid.',
        ['It was reset in the console, and this server still has the old one.', "It is another account's."],
        [`Compare appid and secret: ${places.appSecret.en}.`, 'Do not repeat the call until both fit.'],
      ],
      zh: [
        'AppSecret 与 appid 不配。',
        ['后台重置过，而这台服务器还在用旧的。', '它属于另一个账号。'],
        [`核对 appid 和 AppSecret：${places.appSecret.zh}。`, '两者相符之前不要再调用。'],
      ],
    },
  },
  {
    code: 40001,
    isMeant: ({ tokenCase }) => tokenCase === 'componentToken',
    brief: {
      kind: 'refreshComponentToken',
      en: [
        "The third-party platform's component_access_token is not the current one.",
        [
          'Another server fetched it since, which put an end to this one.',
          "An account's token was sent in its place.",
        ],
        [
          'Keep it in one place; drop it if it is still the one that failed, fetch another, repeat the call once.',
        ],
      ],
      zh: [
        '第三方平台的 component_access_token 不是当前有效的那一个。',
        ['另一台服务器取了新的，这一个随之失效。', '该用它却用了某个账号的令牌。'],
        ['只在一个地方保管；它仍是刚才失败的那一个时才丢弃，取一个新的，把调用重复一次。'],
      ],
    },
  },
  {
    code: 45009,
    isMeant: ({ text, path }) => getStable.test(text) || path === '/cgi-bin/token',
    brief: {
      kind: 'quota',
      en: [
        "The day's allowance of cgi-bin/token is used up.",
        ['A program fetches the token for every request, or several do, in place of keeping it.'],
        [
          "Change from cgi-bin/token to cgi-bin/stable_token, as WeChat's own hint (getStableAccessToken) says: it has 500,000 calls a day in place of 2,000, and hands the same token to all who ask.",
          'Keep the token and use it until shortly before its end.',
          'If it cannot wait, an administrator can reset the count by clear_quota or in the console, 10 times a month in all.',
        ],
      ],
      zh: [
        'cgi-bin/token 当天的次数用完了。',
        ['程序每次请求都取令牌，或几个程序都去取，而没有保管起来。'],
        [
          '按微信自己的提示（getStableAccessToken），把 cgi-bin/token 换成 cgi-bin/stable_token：每天 500,000 次而不是 2,000 次，并且给每个请求者同一个令牌。',
          '保管令牌，用到快到期为止。',
          '等不了的话，管理员可以用 clear_quota 或在后台清零，每月一共 10 次。',
        ],
      ],
    },
  },
  {
    code: 61010,
    isMeant: ({ text }) => contentCheck.test(text),
    brief: {
      kind: 'unknown',
      en: [
        'The content check is about a person who has not used the mini program in the last two hours.',
        [
          'The check runs later, in a job, or with an openid that was stored long ago.',
          'The openid is of another mini program.',
        ],
        ['Check while the person is there, with the openid of this visit.'],
      ],
      zh: [
        '内容安全接口所指的人最近两小时没有访问小程序。',
        ['检查在之后的任务里才做，或用了很久以前保存的 openid。', 'openid 属于另一个小程序。'],
        ['趁此人在小程序里时检查，并用这次访问的 openid。'],
      ],
    },
  },
  {
    code: 61010,
    isMeant: ({ text }) => !contentCheck.test(text) && authorizationCode.test(text),
    brief: {
      kind: 'reauthorizeAccount',
      en: [
        'The authorization code of the third-party platform has run out.',
        ['The push or the callback was handled too late.', 'An old callback was opened again.'],
        [
          'Exchange the code as soon as it comes.',
          'Let the administrator go through the authorization link again; that gives a new code.',
        ],
      ],
      zh: [
        '第三方平台的授权码已过期。',
        ['推送或回调处理得太晚。', '又打开了旧的回调。'],
        ['授权码一到就换取。', '请管理员重新走一次授权链接，得到新的授权码。'],
      ],
    },
  },
  {
    code: 76003,
    isMeant: ({ text }) => /could not query this rid|openapi\/rid\/get/i.test(text),
    brief: {
      kind: 'config',
      en: [
        'WeChat does not show this request id to this token.',
        ['The request was made by another account, or through a third-party platform.'],
        [`Ask with a token of the account that made the call, or look here: ${places.log.en}.`],
      ],
      zh: [
        '微信不向这个令牌提供该请求编号。',
        ['请求是另一个账号发出的，或由第三方平台代发。'],
        [`用发出请求的账号的令牌查询，或在这里查：${places.log.zh}。`],
      ],
    },
  },
  {
    code: 40029,
    isMeant: ({ text }) => /get_?user_?phone_?number|手机号/i.test(text),
    brief: {
      kind: 'unknown',
      en: [
        'The code for the phone number is not valid.',
        [
          'It is the code of wx.login(); the phone number wants the code of the button getPhoneNumber.',
          'It was used before, is older than 5 minutes, or is of another mini program.',
        ],
        ['Send e.detail.code of the event getphonenumber, once and at once.'],
      ],
      zh: [
        '换取手机号的 code 无效。',
        [
          '用了 wx.login() 的 code；手机号要用 getPhoneNumber 按钮给出的 code。',
          '它已经用过、超过 5 分钟，或属于另一个小程序。',
        ],
        ['立即发送 getphonenumber 事件里的 e.detail.code，只用一次。'],
      ],
    },
  },
]

/** The meaning that this line shows, where its code has several; undefined where the line does not tell. */
export function findSense(code: number | string | undefined, shown: Shown): Brief | undefined {
  return senses.find((sense) => sense.code === code && sense.isMeant(shown))?.brief
}

/** Whether the meanings of a code call for different people, so that nobody can be named until a line tells which. */
export function isUndecided(code: number | string | undefined): boolean {
  return code === 61010
}
