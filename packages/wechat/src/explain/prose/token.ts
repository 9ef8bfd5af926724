import { places } from '../place.ts'
import type { ProseTable } from '../prose.ts'

/** Codes about tokens and secrets. */
export const tokenProse: ProseTable = {
  40001: {
    en: {
      meaning: 'The access token is not the current one, or the secret is wrong.',
      causes: [
        'Another server or process fetched a token for the same account, which put an end to this one.',
        "A visitor's token was sent where the account's token belongs, or the other way round.",
        'Where a token is fetched: the secret does not belong to the appid, or it was reset.',
      ],
      cures: [
        "Keep each account's token in one place and let every server ask there; cgi-bin/stable_token hands the same token to all who ask.",
        'Drop the token only if it is still the one that failed, fetch another, and repeat the call once.',
        'Where a token is fetched, compare appid and secret with the console and do not repeat.',
      ],
    },
    zh: {
      meaning: '令牌不是当前有效的那一个，或者 AppSecret 不对。',
      causes: [
        '另一台服务器或另一个进程为同一个账号取了令牌，这一个随之失效。',
        '该用账号的全局令牌时用了访客的令牌，或者反过来。',
        '如果是在取令牌：AppSecret 与 appid 不配，或者已经被重置。',
      ],
      cures: [
        '每个账号的令牌只保管在一个地方，所有服务器都向它要；cgi-bin/stable_token 会给每个请求者同一个令牌。',
        '只在它仍是刚才失败的那一个时才丢弃，取一个新的，把调用重复一次。',
        '如果是在取令牌，请与后台核对 appid 和 AppSecret，不要重试。',
      ],
    },
  },
  40014: {
    en: {
      meaning: 'The access token is not one that WeChat issued.',
      causes: [
        'It was cut off, encoded twice, or replaced by a newer one.',
        "It is a token of another kind: a visitor's, the account's, or a platform's.",
      ],
      cures: [
        'Log its length, not its value, and compare with what WeChat gave; it is up to 512 characters.',
        'Fetch another and repeat the call once.',
      ],
    },
    zh: {
      meaning: '这个令牌不是微信发出的。',
      causes: [
        '它被截断、被编码了两次，或者已被更新的令牌顶替。',
        '令牌的种类不对：访客的、账号的、第三方平台的各不相同。',
      ],
      cures: [
        '记录它的长度（不要记录值），与微信给的比较；最长可达 512 个字符。',
        '重新取一个，把调用重复一次。',
      ],
    },
  },
  42001: {
    en: {
      meaning: 'The access token has run out.',
      causes: [
        'It is older than its expires_in, 7,200 seconds as a rule.',
        'A clock that is wrong, or a cache that keeps it longer than it lives.',
      ],
      cures: [
        "The account's token: fetch another before the end and repeat the call once.",
        "A visitor's token: use its refresh token, or send the visitor through the authorize link again.",
        'Store the moment when it ends, counted from the answer, not a fixed number.',
      ],
    },
    zh: {
      meaning: '令牌已经过期。',
      causes: ['超过了它的 expires_in，通常是 7,200 秒。', '服务器时钟不准，或缓存保存的时间比它的寿命长。'],
      cures: [
        '账号的全局令牌：到期之前就取新的，把调用重复一次。',
        '访客的令牌：用 refresh_token 刷新，或让访客重新走一次授权链接。',
        '按应答到达的时刻加上 expires_in 保存到期时间，不要写死。',
      ],
    },
  },
  48012: {
    en: {
      meaning: 'WeChat does not accept this token.',
      causes: ['It was replaced by a newer token, or is of another kind.'],
      cures: ['Fetch another token and repeat the call once.'],
    },
    zh: {
      meaning: '微信不接受这个令牌。',
      causes: ['它已被更新的令牌顶替，或种类不对。'],
      cures: ['重新取一个令牌，把调用重复一次。'],
    },
  },
  40002: {
    en: {
      meaning: 'The grant_type is not one that this call knows.',
      causes: [
        "A typing error, or the value of another call: client_credential for the account's token, authorization_code and refresh_token for visitors.",
      ],
      cures: ['Correct grant_type; repeating the same request is useless.'],
    },
    zh: {
      meaning: '这个接口不认识所给的 grant_type。',
      causes: [
        '拼写错误，或用了别的接口的值：全局令牌用 client_credential，访客用 authorization_code 和 refresh_token。',
      ],
      cures: ['改正 grant_type；原样重试没有用。'],
    },
  },
  40013: {
    en: {
      meaning: 'WeChat does not know this appid, or it is of the wrong product.',
      causes: [
        'A typing error: blanks, capital letters, a digit lost in copying.',
        "The appid of a mini program, website or test account in the place of the service account's, or the other way round.",
        'The original id (gh_…) in the place of the appid.',
      ],
      cures: [
        `Copy the appid again: ${places.appid.en}. It is wx and 16 hexadecimal digits.`,
        'Check that appid and secret stand in the same application, and that the deployed settings are the ones you edited.',
      ],
    },
    zh: {
      meaning: '微信不认识这个 appid，或者它属于另一种产品。',
      causes: [
        '抄写错误：多了空格、大小写不对、少了一位。',
        '把小程序、网站应用或测试号的 appid 当成服务号的，或者反过来。',
        '把原始 ID（gh_…）当成了 appid。',
      ],
      cures: [
        `重新复制 appid：${places.appid.zh}。它是 wx 加 16 位十六进制。`,
        '确认 appid 与 AppSecret 属于同一个应用，并确认线上用的就是你改过的配置。',
      ],
    },
  },
  40125: {
    en: {
      meaning: 'The AppSecret is wrong.',
      causes: [
        'It was reset in the console, and this server still has the old one.',
        'It belongs to another appid.',
        'Blanks or a line feed were copied along, or a character was lost.',
      ],
      cures: [
        `Put in the current secret. WeChat does not show an old one: reset it and hand the new one to every server. The place is ${places.appSecret.en}.`,
        'Stop calling until it is replaced: wrong secrets are counted against you.',
      ],
    },
    zh: {
      meaning: 'AppSecret 不对。',
      causes: [
        '后台重置过，而这台服务器还在用旧的。',
        '它属于另一个 appid。',
        '复制时带上了空格或换行，或少了字符。',
      ],
      cures: [
        `换成当前的 AppSecret。微信不显示旧的：重置之后更新到每台服务器。位置：${places.appSecret.zh}。`,
        '换好之前不要再调用：错误的密钥会被计数，可能受到限制。',
      ],
    },
  },
  40243: {
    en: {
      meaning: 'The AppSecret is frozen.',
      causes: [
        'An administrator froze it in the console.',
        'It was frozen for safety, for example after it became public.',
      ],
      cures: [
        `Unfreeze it, or reset it: ${places.appSecret.en}. Either takes effect after about 10 minutes.`,
        'Tokens that were fetched before stay good until they end.',
      ],
    },
    zh: {
      meaning: 'AppSecret 已被冻结。',
      causes: ['管理员在后台冻结了它。', '出于安全原因被冻结，例如它曾被公开。'],
      cures: [
        `解冻，或者重置：${places.appSecret.zh}。约 10 分钟后生效。`,
        '之前取到的令牌在到期前仍然可用。',
      ],
    },
  },
  41001: {
    en: {
      meaning: 'The call carries no access token.',
      causes: [
        "The program's variable was empty when the address was built.",
        'The token was put into a header or the body; WeChat reads it from the query.',
      ],
      cures: [
        'Put access_token into the query of the address.',
        'Find out why the token was empty: a failed fetch that nobody looked at is the usual reason.',
      ],
    },
    zh: {
      meaning: '调用没有带 access_token。',
      causes: ['拼地址时变量是空的。', '令牌放在了请求头或正文里，而微信只读 query。'],
      cures: ['把 access_token 放进地址的 query。', '查清它为什么是空的：多半是取令牌失败了而没有检查。'],
    },
  },
  41002: {
    en: {
      meaning: 'The request has no appid.',
      causes: [
        'The setting is empty, or the parameter has another name.',
        'The parameter was sent in the body where the query is read, or the other way round.',
      ],
      cures: [
        "Send appid with the name and in the place that this call's page asks for.",
        'Check that the setting is there in the process that makes the call.',
      ],
    },
    zh: {
      meaning: '请求没有带 appid。',
      causes: ['配置项是空的，或参数名写错了。', '参数该放 query 却放进了正文，或者反过来。'],
      cures: ['按这个接口的文档，用正确的名称和位置发送 appid。', '确认发起调用的进程里确实有这项配置。'],
    },
  },
  41004: {
    en: {
      meaning: 'The request has no secret.',
      causes: [
        "The setting or the secret's file is empty in this process.",
        'The parameter has another name: it is secret, not appsecret.',
      ],
      cures: [
        'Set the secret where this process reads it, and refuse to start without it.',
        "Check the parameter's name and place on this call's page.",
      ],
    },
    zh: {
      meaning: '请求没有带 secret。',
      causes: ['这个进程里的配置项或密钥文件是空的。', '参数名写错：应为 secret，不是 appsecret。'],
      cures: [
        '在这个进程读取配置的地方设好密钥，没有密钥就拒绝启动。',
        '按这个接口的文档核对参数的名称和位置。',
      ],
    },
  },
  50004: {
    en: {
      meaning: 'This account may not fetch tokens.',
      causes: ['WeChat has taken the right away, often as a penalty.'],
      cures: ["Look for a notice in the account's console and appeal there."],
    },
    zh: {
      meaning: '这个账号被禁止获取令牌。',
      causes: ['微信收回了这项权限，往往是违规处罚。'],
      cures: ['到账号后台查看通知并申诉。'],
    },
  },
}
