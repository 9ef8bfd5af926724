import { places } from '../place.ts'
import type { ProseTable } from '../prose.ts'

/** Codes about what an account may do and what it is bound to. */
export const permissionProse: ProseTable = {
  48001: {
    en: {
      meaning: 'The account has no right to this call, or the token is of the wrong kind.',
      causes: [
        'sns/userinfo was called with a token of snsapi_base.',
        'The account is a subscription account or not verified, and the call is for verified service accounts.',
        "A token of another kind was sent: a website's, a mini program's, or a visitor's.",
        'The third-party platform was not granted the permission set.',
      ],
      cures: [
        "For the visitor's profile, send the visitor through the authorize link with scope snsapi_userinfo.",
        `Look whether the call is granted: ${places.permission.en}. Verify the account if that is missing.`,
        'Through a third-party platform, have the account authorize again with the permission set.',
      ],
    },
    zh: {
      meaning: '账号没有这个接口的权限，或者令牌种类不对。',
      causes: [
        '用 snsapi_base 的令牌调用了 sns/userinfo。',
        '账号是公众号（原订阅号）或没有认证，而接口只给认证的服务号。',
        '令牌种类不对：网站应用的、小程序的或访客的。',
        '第三方平台没有得到这个权限集。',
      ],
      cures: [
        '要访客的资料，请用 scope snsapi_userinfo 重新授权。',
        `看这个接口是否已获得：${places.permission.zh}。没有认证就先认证。`,
        '经第三方平台时，让账号带上这个权限集重新授权。',
      ],
    },
  },
  48002: {
    en: {
      meaning: 'The person does not take messages from the account.',
      causes: ['The person has switched them off.'],
      cures: ['Do not write to this person; sign-in is not affected.'],
    },
    zh: {
      meaning: '对方拒收这个账号的消息。',
      causes: ['本人关闭了接收。'],
      cures: ['不要再给他发消息；登录不受影响。'],
    },
  },
  48003: {
    en: {
      meaning: 'The account has not agreed to the terms of mass messages.',
      causes: ['Nobody has accepted them in the console.'],
      cures: ['Let an administrator accept them in the console.'],
    },
    zh: {
      meaning: '账号没有同意群发协议。',
      causes: ['没有人在后台确认。'],
      cures: ['请管理员在后台确认。'],
    },
  },
  48004: {
    en: {
      meaning: 'WeChat has shut this call for the account because of a breach of its rules.',
      causes: ['A penalty.'],
      cures: ['Look for the notice in the console and appeal there.'],
    },
    zh: { meaning: '接口因账号违规被封禁。', causes: ['违规处罚。'], cures: ['到后台查看通知并申诉。'] },
  },
  48009: {
    en: {
      meaning: 'This call is no longer offered.',
      causes: ['WeChat has ended it.'],
      cures: ['Move to the call that replaces it.'],
    },
    zh: { meaning: '这个接口已经过期。', causes: ['微信已停止提供。'], cures: ['改用替代它的接口。'] },
  },
  45103: {
    en: {
      meaning: 'This call is no longer supported.',
      causes: ['WeChat has switched it off.'],
      cures: ['Move to the call that replaces it.'],
    },
    zh: { meaning: '这个接口已不再支持。', causes: ['微信已将它下线。'], cures: ['改用替代它的接口。'] },
  },
  42005: {
    en: {
      meaning: 'The time for which the call was granted is over.',
      causes: ['The right to it was limited in time.'],
      cures: ['Renew the right in the console.'],
    },
    zh: { meaning: '接口的使用期已过。', causes: ['这项权限有期限。'], cures: ['到后台续期。'] },
  },
  43004: {
    en: {
      meaning: 'The person has to follow the account first.',
      causes: ['The person never followed it, or stopped.', "The openid is another account's."],
      cures: [
        'Ask the person to follow the account, for example by a QR code.',
        "Check that the openid is this account's.",
      ],
    },
    zh: {
      meaning: '需要对方先关注账号。',
      causes: ['从未关注，或已取消关注。', 'openid 是另一个账号的。'],
      cures: ['请对方关注，例如扫一个二维码。', '确认 openid 属于这个账号。'],
    },
  },
  43005: {
    en: {
      meaning: 'The two have to be friends in WeChat.',
      causes: ['The call is for friends only.'],
      cures: ['Sign-in does not need this call; check that it is the one you want.'],
    },
    zh: {
      meaning: '双方必须是微信好友。',
      causes: ['这个接口只用于好友之间。'],
      cures: ['登录不需要它；确认这是你要的接口。'],
    },
  },
  43007: {
    en: {
      meaning: "The account's administrator has to authorize first.",
      causes: ['The account has not granted this call.'],
      cures: ['Let the administrator authorize, then call again.'],
    },
    zh: {
      meaning: '需要账号管理员先授权。',
      causes: ['账号没有授予这个接口。'],
      cures: ['请管理员授权后再调用。'],
    },
  },
  43016: {
    en: {
      meaning: 'The mini program is not verified.',
      causes: ['The call is for verified mini programs.'],
      cures: ['Have the mini program verified in its console.'],
    },
    zh: {
      meaning: '小程序没有认证。',
      causes: ['接口只给认证的小程序。'],
      cures: ['在小程序后台完成认证。'],
    },
  },
  43019: {
    en: {
      meaning: "The person is on the account's black list.",
      causes: ['An operator put the person there.'],
      cures: ['Take the person off the list in the console, if that is meant.'],
    },
    zh: {
      meaning: '对方在账号的黑名单里。',
      causes: ['运营人员把他加入了黑名单。'],
      cures: ['如果是误加，请在后台移出。'],
    },
  },
  43104: {
    en: {
      meaning: 'The appid has no right to this call.',
      causes: ['The ability was never applied for.'],
      cures: ['Apply for the ability in the console.'],
    },
    zh: { meaning: '这个 appid 没有该接口的权限。', causes: ['从未申请这项能力。'], cures: ['到后台申请。'] },
  },
  86000: {
    en: {
      meaning: 'Only a third-party platform may make this call for an account.',
      causes: ["It was made with the account's own token."],
      cures: ['Use the token that the account granted to the platform.'],
    },
    zh: {
      meaning: '只能由第三方平台代账号调用。',
      causes: ['用了账号自己的令牌。'],
      cures: ['改用账号授予平台的令牌。'],
    },
  },
  40166: {
    en: {
      meaning: "The mini program's appid is not valid.",
      causes: ["It is misspelt, or is not a mini program's."],
      cures: ["Copy the appid from the mini program's console."],
    },
    zh: {
      meaning: '小程序的 appid 无效。',
      causes: ['抄写错误，或不是小程序的。'],
      cures: ['从小程序后台重新复制。'],
    },
  },
  40173: {
    en: {
      meaning: 'The two accounts are not bound to each other.',
      causes: ['Nobody has bound them in the open platform.'],
      cures: ['Bind both to the same account of the open platform.'],
    },
    zh: {
      meaning: '两个账号之间没有绑定关系。',
      causes: ['没有在开放平台绑定。'],
      cures: ['把两者绑定到同一个开放平台账号。'],
    },
  },
  89000: {
    en: {
      meaning: 'The account is bound to an account of the open platform already.',
      causes: ['It was bound before, by hand or by call.'],
      cures: ['Read the existing binding and use it.'],
    },
    zh: {
      meaning: '账号已绑定开放平台账号。',
      causes: ['以前已手工或通过接口绑定。'],
      cures: ['读取现有的绑定并使用它。'],
    },
  },
  89001: {
    en: {
      meaning: 'The two accounts do not have the same owner.',
      causes: ['Only accounts of one owner can be bound.'],
      cures: ['Use an account of the same owner.'],
    },
    zh: {
      meaning: '两个账号的主体不同。',
      causes: ['只有同一主体的账号才能绑定。'],
      cures: ['换成同一主体的账号。'],
    },
  },
  89002: {
    en: {
      meaning: 'The account is not bound to an account of the open platform.',
      causes: ['Nobody has bound it, and so people have no unionid.'],
      cures: [`Bind it if you need a unionid: ${places.boundOpenPlatform.en}.`],
    },
    zh: {
      meaning: '账号没有绑定开放平台账号。',
      causes: ['没有人绑定过，因此也没有 unionid。'],
      cures: [`需要 unionid 就先绑定：${places.boundOpenPlatform.zh}。`],
    },
  },
  89003: {
    en: {
      meaning: 'The account of the open platform was not made by this interface.',
      causes: ['It was made by hand, so calls may not change it.'],
      cures: ["Change it in the open platform's console."],
    },
    zh: {
      meaning: '开放平台账号不是通过接口创建的。',
      causes: ['它是手工创建的，接口不能更改。'],
      cures: ['到开放平台后台更改。'],
    },
  },
  89004: {
    en: {
      meaning: 'As many accounts are bound as may be.',
      causes: ['The account of the open platform is full.'],
      cures: ['Unbind one that is no longer used, or use another account of the open platform.'],
    },
    zh: {
      meaning: '绑定的账号已达上限。',
      causes: ['开放平台账号已满。'],
      cures: ['解绑不再使用的，或换一个开放平台账号。'],
    },
  },
  89249: {
    en: {
      meaning: 'A task of this kind is running already.',
      causes: ['The one before has not ended.'],
      cures: ['Wait until it has ended, then begin again.'],
    },
    zh: { meaning: '已有任务正在执行。', causes: ['上一个还没有结束。'], cures: ['等它结束后再开始。'] },
  },
}
