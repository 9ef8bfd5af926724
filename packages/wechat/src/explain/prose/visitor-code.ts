import { places } from '../place.ts'
import type { ProseTable } from '../prose.ts'

/** Codes about a sign-in: its code, its grant and what the visitor allows. */
export const visitorCodeProse: ProseTable = {
  40029: {
    en: {
      meaning: 'The code of this sign-in is not valid.',
      causes: [
        'It was used before: the callback was loaded twice, or two servers exchanged it.',
        'It was cut or changed on its way, or invented.',
        'It belongs to another appid than the one that exchanges it.',
      ],
      cures: [
        'Start a new sign-in; a code cannot be repaired.',
        'Exchange every code once, remember the outcome for a minute, and give it again when the same callback is loaded again.',
        'Check that the authorize link and the exchange use the same appid.',
      ],
    },
    zh: {
      meaning: '这次登录的 code 无效。',
      causes: [
        '它已经用过：回调被加载了两次，或两台服务器都去换。',
        '途中被截断、被改动，或是编造的。',
        '它属于另一个 appid，与换取时用的不同。',
      ],
      cures: [
        '重新发起登录；code 无法补救。',
        '每个 code 只换一次，把结果记住一分钟，同一个回调再次加载时给出同样的结果。',
        '确认授权链接和换取时用的是同一个 appid。',
      ],
    },
  },
  40163: {
    en: {
      meaning: 'The code was exchanged before.',
      causes: [
        "The visitor's phone loaded the callback twice: reload, back button, prefetching.",
        'The exchange was repeated after a time-out although WeChat had acted.',
        'A proxy or a front-end router sends the request again.',
      ],
      cures: [
        'Answer a repeated callback with the outcome of the first.',
        'If there is no such outcome, start a new sign-in.',
        'Never repeat an exchange by itself, and redirect right after it so that the code leaves the address bar.',
      ],
    },
    zh: {
      meaning: '这个 code 已经换取过。',
      causes: [
        '访客的手机把回调加载了两次：刷新、返回、预加载。',
        '超时后重复了换取，而微信其实已经处理。',
        '代理或前端路由把请求又发了一次。',
      ],
      cures: [
        '重复的回调用第一次的结果应答。',
        '没有第一次的结果，就重新发起登录。',
        '不要自动重试换取；换完立即跳转，让 code 离开地址栏。',
      ],
    },
  },
  42003: {
    en: {
      meaning: 'The code has run out.',
      causes: [
        "More than about 5 minutes passed between WeChat's redirect and the exchange.",
        'The visitor opened an old callback from the history or a shared link.',
      ],
      cures: ['Exchange the code at once when the callback comes.', 'Start a new sign-in for this visitor.'],
    },
    zh: {
      meaning: 'code 已经过期。',
      causes: ['从微信跳回到换取超过了大约 5 分钟。', '访客从历史记录或分享的链接打开了旧的回调。'],
      cures: ['回调一到就换取。', '让这位访客重新登录。'],
    },
  },
  42002: {
    en: {
      meaning: "The visitor's refresh token has run out.",
      causes: [
        'The visitor did not come back for 30 days.',
        'An old refresh token was kept although a newer one had come.',
      ],
      cures: [
        'Send the visitor through the authorize link again; where access still stands, a silent sign-in shows nothing.',
        'After every refresh keep the refresh token of the newest answer.',
      ],
    },
    zh: {
      meaning: '访客的 refresh_token 已经过期。',
      causes: ['访客 30 天没有回来。', '已有更新的 refresh_token，却保留了旧的。'],
      cures: [
        '让访客重新走一次授权链接；静默授权时他什么也看不到。',
        '每次刷新后，保存最新应答里的 refresh_token。',
      ],
    },
  },
  40030: {
    en: {
      meaning: 'The refresh token is not valid.',
      causes: [
        'It was changed in storage, is of another account, or the visitor took the authorization back.',
      ],
      cures: ["Drop the visitor's tokens and start the sign-in again."],
    },
    zh: {
      meaning: 'refresh_token 无效。',
      causes: ['存储时被改动、属于另一个账号，或访客撤回了授权。'],
      cures: ['丢弃这位访客的令牌，重新发起登录。'],
    },
  },
  42007: {
    en: {
      meaning: "The visitor's access token and refresh token are both dead.",
      causes: ['The visitor changed the WeChat password, which ends both.'],
      cures: ['Drop both and start the sign-in again.'],
    },
    zh: {
      meaning: '访客的 access_token 和 refresh_token 都失效了。',
      causes: ['访客改了微信密码，两者随之失效。'],
      cures: ['丢弃两者，重新发起登录。'],
    },
  },
  41003: {
    en: {
      meaning: 'The request has no refresh_token.',
      causes: ["The program's variable was empty."],
      cures: ['Send the refresh token of the newest grant, or start the sign-in again.'],
    },
    zh: {
      meaning: '请求没有带 refresh_token。',
      causes: ['程序里的变量是空的。'],
      cures: ['带上最近一次授权的 refresh_token，或重新发起登录。'],
    },
  },
  41008: {
    en: {
      meaning: 'The exchange has no code.',
      causes: [
        'The visitor refused, so that the callback came without one.',
        "A person opened the callback's address directly.",
        'A proxy or a router cut the query off.',
      ],
      cures: [
        'Treat a callback without a code as a refusal and offer to begin again.',
        'Do not call WeChat without a code.',
        'Check that the query reaches the program, where a single-page application puts it before or after the #.',
      ],
    },
    zh: {
      meaning: '换取时没有带 code。',
      causes: [
        '访客拒绝了授权，回调里就没有 code。',
        '有人直接打开了回调地址。',
        '代理或路由把 query 截掉了。',
      ],
      cures: [
        '没有 code 的回调按拒绝处理，并提供重新开始的入口。',
        '没有 code 就不要调用微信。',
        '确认 query 到得了程序；单页应用要注意它在 # 之前还是之后。',
      ],
    },
  },
  41009: {
    en: {
      meaning: 'The request has no openid.',
      causes: [
        "The program's variable was empty.",
        'The visitor was signed in by a way that gives no openid of this account.',
      ],
      cures: [
        "Send the openid that this account's own sign-in gave.",
        "Check the name of the parameter on the call's page.",
      ],
    },
    zh: {
      meaning: '请求没有带 openid。',
      causes: ['程序里的变量是空的。', '访客的登录方式没有给出这个账号的 openid。'],
      cures: ['带上由这个账号的登录得到的 openid。', '按接口文档核对参数名。'],
    },
  },
  41013: {
    en: {
      meaning: 'The request has no code.',
      causes: ['The parameter is missing or empty.', 'It has another name than this call asks for.'],
      cures: [
        "Send the code of this sign-in under the name on the call's page.",
        'Without a code, start a new sign-in.',
      ],
    },
    zh: {
      meaning: '请求没有带 code。',
      causes: ['参数缺失或为空。', '参数名与这个接口要求的不同。'],
      cures: ['按接口文档的名称带上这次登录的 code。', '没有 code 就重新发起登录。'],
    },
  },
  40116: {
    en: {
      meaning: 'The code is not valid.',
      causes: ['It was used, has run out, or belongs to another application.'],
      cures: ['Get a new code and exchange it once.'],
    },
    zh: {
      meaning: 'code 无效。',
      causes: ['已经用过、过期，或属于另一个应用。'],
      cures: ['取一个新的 code，只换一次。'],
    },
  },
  40226: {
    en: {
      meaning: "WeChat blocks this visitor's sign-in as risky.",
      causes: ["WeChat's risk control has marked the person's account."],
      cures: ['Refuse this sign-in and offer another way in; repeating does not help.'],
    },
    zh: {
      meaning: '微信认为这位访客有风险，拦截了登录。',
      causes: ['微信风控标记了此人的账号。'],
      cures: ['拒绝这次登录并提供别的登录方式；重试没有用。'],
    },
  },
  50001: {
    en: {
      meaning: 'The visitor has not authorized this call.',
      causes: [
        'The token came of snsapi_base, while the profile needs snsapi_userinfo.',
        "The visitor took the authorization back in WeChat's settings.",
        'The account lost the right to web authorization.',
      ],
      cures: [
        'Send the visitor through the authorize link with the scope that the call needs.',
        'Ask for the profile only where it is wanted; openid alone needs no consent.',
        `If it hits everybody, look at the account's rights: ${places.permission.en}.`,
      ],
    },
    zh: {
      meaning: '访客没有授权这个接口。',
      causes: [
        '令牌来自 snsapi_base，而资料需要 snsapi_userinfo。',
        '访客在微信设置里撤回了授权。',
        '账号失去了网页授权的权限。',
      ],
      cures: [
        '带上这个接口需要的 scope，让访客重新授权。',
        '只在真正需要时才要资料；只要 openid 不需要同意。',
        `如果人人如此，请看账号的权限：${places.permission.zh}。`,
      ],
    },
  },
  50002: {
    en: {
      meaning: "WeChat has restricted this visitor's account.",
      causes: ["The person's account is frozen, restricted or closed."],
      cures: ['Refuse the sign-in and say so; only the person can settle it with WeChat.'],
    },
    zh: {
      meaning: '微信限制了这位访客的账号。',
      causes: ['此人的微信被冻结、受限或已注销。'],
      cures: ['拒绝登录并告知；只有本人能与微信解决。'],
    },
  },
}
