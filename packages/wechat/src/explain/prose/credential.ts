import type { ProseTable } from '../prose.ts'

/** Codes about whose token or account it is. */
export const credentialProse: ProseTable = {
  50007: {
    en: {
      meaning: 'The account is frozen.',
      causes: ['It broke a rule, or its owner froze or closed it.'],
      cures: ["An administrator has to look into the account's console; calls cannot repair it."],
    },
    zh: {
      meaning: '账号已被冻结。',
      causes: ['账号违规，或主体自己冻结、注销了它。'],
      cures: ['管理员需要到账号后台处理；调用无法解决。'],
    },
  },
  49001: {
    en: {
      meaning: 'The appid in the request is not the one whose token was used.',
      causes: ['Tokens of several accounts were mixed up.'],
      cures: ['Keep tokens by appid and send the token of the account that the request names.'],
    },
    zh: {
      meaning: '请求里的 appid 与令牌所属的账号不一致。',
      causes: ['多个账号的令牌弄混了。'],
      cures: ['按 appid 分开保管令牌，用请求所指账号的令牌。'],
    },
  },
  61024: {
    en: {
      meaning: 'A third-party platform must fetch its token with api_component_token.',
      causes: ["The platform's appid was used at cgi-bin/token, which is for single accounts."],
      cures: ['Call /cgi-bin/component/api_component_token with component_appid, secret and ticket.'],
    },
    zh: {
      meaning: '第三方平台必须用 api_component_token 取令牌。',
      causes: ['把平台的 appid 用在了 cgi-bin/token，而它只给单个账号用。'],
      cures: ['带上 component_appid、密钥和 ticket 调用 /cgi-bin/component/api_component_token。'],
    },
  },
  89256: {
    en: {
      meaning: 'What the token says is not right.',
      causes: ['The token belongs to another account or another kind of call.'],
      cures: ['Check whose token it is and send the one that this call asks for.'],
    },
    zh: {
      meaning: '令牌的信息有误。',
      causes: ['令牌属于另一个账号，或另一类接口。'],
      cures: ['核对它是谁的令牌，换成这个接口要求的那一个。'],
    },
  },
  9300507: {
    en: {
      meaning: 'The token is not right.',
      causes: ['It was altered on the way, or belongs to another call.'],
      cures: ['Fetch the token again and send it unchanged.'],
    },
    zh: {
      meaning: '令牌不正确。',
      causes: ['途中被改动，或属于另一个接口。'],
      cures: ['重新获取并原样发送。'],
    },
  },
  94006: {
    en: {
      meaning: 'The appid has no authorization for this call.',
      causes: ['The account was never authorized, or the wrong appid is configured.'],
      cures: ['Check the configured appid and what it has been granted.'],
    },
    zh: {
      meaning: '这个 appid 没有得到授权。',
      causes: ['账号从未授权，或配置了错误的 appid。'],
      cures: ['核对所配置的 appid 和它得到的授权。'],
    },
  },
  40095: {
    en: {
      meaning: 'The call comes from a caller of the wrong kind.',
      causes: ["It belongs to another product than the account's."],
      cures: ["Call it from the product that the call's page names."],
    },
    zh: {
      meaning: '调用来源不对。',
      causes: ['这个接口属于另一种产品。'],
      cures: ['从接口文档所说的产品来调用。'],
    },
  },
}
