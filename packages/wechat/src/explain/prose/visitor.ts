import type { ProseTable } from '../prose.ts'

/** Codes about the person: openid, scope and further tokens of a visitor. */
export const visitorProse: ProseTable = {
  50003: {
    en: {
      meaning: 'The visitor was not expected here.',
      causes: ['The person may not be on the list of those who may test.'],
      cures: ['Add the person to the testers, or let them follow the test account.'],
    },
    zh: {
      meaning: '访客不在预期的名单里。',
      causes: ['此人可能不在体验或测试名单中。'],
      cures: ['把此人加入测试名单，或请他关注测试号。'],
    },
  },
  50005: {
    en: {
      meaning: 'The visitor does not follow the account.',
      causes: ['The person never followed it, or stopped.'],
      cures: ['Ask the person to follow the account, or do without this call.'],
    },
    zh: {
      meaning: '访客没有关注账号。',
      causes: ['从未关注，或已取消关注。'],
      cures: ['请对方关注，或不用这个接口。'],
    },
  },
  60006: {
    en: {
      meaning: 'The visitor cancelled the authorization.',
      causes: ['The person took it back.'],
      cures: ['Start the sign-in again if the person wants it.'],
    },
    zh: {
      meaning: '访客取消了授权。',
      causes: ['本人撤回了授权。'],
      cures: ['如果对方愿意，重新发起登录。'],
    },
  },
  40003: {
    en: {
      meaning: 'The openid is not valid for this account.',
      causes: ["It is another account's openid: every account has its own for the same person."],
      cures: ['Send the openid that this very account gave; to join accounts use the unionid.'],
    },
    zh: {
      meaning: 'openid 对这个账号无效。',
      causes: ['它是另一个账号的 openid：同一个人在每个账号都不同。'],
      cures: ['用这个账号自己给的 openid；要跨账号识别请用 unionid。'],
    },
  },
  40188: {
    en: {
      meaning: 'The scope is not valid.',
      causes: ['It is misspelt, or was not granted to this application.'],
      cures: ['Use snsapi_base, snsapi_userinfo or, for websites, snsapi_login.'],
    },
    zh: {
      meaning: 'scope 无效。',
      causes: ['拼写错误，或没有授予这个应用。'],
      cures: ['用 snsapi_base、snsapi_userinfo，网站应用用 snsapi_login。'],
    },
  },
  46004: {
    en: {
      meaning: 'There is no such user.',
      causes: ["The openid is wrong, or the person's account is gone."],
      cures: ['Stop using this openid.'],
    },
    zh: {
      meaning: '用户不存在。',
      causes: ['openid 有误，或此人的账号已不存在。'],
      cures: ['不要再用这个 openid。'],
    },
  },
  49003: {
    en: {
      meaning: 'The openid does not belong to this appid.',
      causes: ['Openids of several accounts were mixed up.'],
      cures: ['Store the appid with every openid and send both of the same account.'],
    },
    zh: {
      meaning: 'openid 与 appid 不匹配。',
      causes: ['多个账号的 openid 弄混了。'],
      cures: ['每个 openid 都与它的 appid 一起保存，发送同一个账号的两者。'],
    },
  },
  83006: {
    en: {
      meaning: "The page's encrypted token has run out or does not exist.",
      causes: ['The page was open too long, or the token was never issued.'],
      cures: ['Start the authorization again.'],
    },
    zh: {
      meaning: '网页的加密令牌过期或不存在。',
      causes: ['页面打开太久，或令牌从未发出。'],
      cures: ['重新发起授权。'],
    },
  },
  83008: {
    en: {
      meaning: "The page's encrypted token has no authorization.",
      causes: ['The person has not authorized what the page asks for.'],
      cures: ['Start the authorization again.'],
    },
    zh: {
      meaning: '网页的加密令牌没有授权。',
      causes: ['此人没有授权页面所要的内容。'],
      cures: ['重新发起授权。'],
    },
  },
  83009: {
    en: {
      meaning: "The page's encrypted token belongs to another person.",
      causes: ['It was sent with an openid that is not its own.'],
      cures: ['Start the authorization again and keep token and openid together.'],
    },
    zh: {
      meaning: '网页的加密令牌与 openid 不符。',
      causes: ['它与别人的 openid 一起发送。'],
      cures: ['重新发起授权，把令牌与 openid 放在一起保管。'],
    },
  },
  94005: {
    en: {
      meaning: "The visitor's token is not valid.",
      causes: ['It has run out or was altered.'],
      cures: ['Start the sign-in again.'],
    },
    zh: { meaning: '访客的令牌无效。', causes: ['已过期或被改动。'], cures: ['重新发起登录。'] },
  },
  9001006: {
    en: {
      meaning: 'WeChat could not find the openid.',
      causes: ['The ticket or code behind the call gave nobody.'],
      cures: ['Begin again with a fresh ticket or code.'],
    },
    zh: {
      meaning: '微信没能取得 openid。',
      causes: ['调用所用的票据或 code 没有对应的人。'],
      cures: ['用新的票据或 code 重新开始。'],
    },
  },
  9300702: {
    en: {
      meaning: 'The code was used before.',
      causes: ['The same code was sent twice.'],
      cures: ['Get a new code and send it once.'],
    },
    zh: {
      meaning: 'code 已经用过。',
      causes: ['同一个 code 发送了两次。'],
      cures: ['取一个新的 code，只发送一次。'],
    },
  },
  9300705: {
    en: {
      meaning: 'The code does not exist or has run out.',
      causes: ["It came too late, or is not WeChat's."],
      cures: ['Get a new code and exchange it at once.'],
    },
    zh: {
      meaning: 'code 不存在或已过期。',
      causes: ['来得太晚，或不是微信发出的。'],
      cures: ['取一个新的 code 并立即换取。'],
    },
  },
  40180: {
    en: {
      meaning: 'The temporary client token is not valid.',
      causes: ['It was altered, or belongs to another use.'],
      cures: ['Get a new one.'],
    },
    zh: { meaning: '临时令牌无效。', causes: ['被改动，或属于另一种用途。'], cures: ['重新获取一个。'] },
  },
  42009: {
    en: {
      meaning: 'The temporary client token has run out.',
      causes: ['It was used too late.'],
      cures: ['Get a new one and use it at once.'],
    },
    zh: { meaning: '临时令牌已过期。', causes: ['使用得太晚。'], cures: ['重新获取并立即使用。'] },
  },
  40185: {
    en: {
      meaning: 'The auth_token is not valid or has run out.',
      causes: ['It is too old, or was altered.'],
      cures: ['Get a new auth_token.'],
    },
    zh: {
      meaning: 'auth_token 无效或已过期。',
      causes: ['太旧，或被改动。'],
      cures: ['重新获取 auth_token。'],
    },
  },
}
