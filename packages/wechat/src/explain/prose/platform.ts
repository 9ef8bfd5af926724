import { places } from '../place.ts'
import type { ProseTable } from '../prose.ts'

/** Codes of third-party platforms: authorization and permission sets. */
export const platformProse: ProseTable = {
  61003: {
    en: {
      meaning: 'The account has not authorized this third-party platform.',
      causes: [
        "The account's administrator took the authorization back.",
        'The account authorized another platform, or the component_appid is not the one it authorized.',
      ],
      cures: [
        'Stop calling for this account and drop its tokens.',
        `Send its administrator the authorization link again; the account's list is ${places.grantedPlatform.en}.`,
        'Check that component_appid and authorizer_appid belong together.',
      ],
    },
    zh: {
      meaning: '账号没有授权给这个第三方平台。',
      causes: ['账号管理员取消了授权。', '账号授权的是另一个平台，或 component_appid 不是它授权的那个。'],
      cures: [
        '停止为这个账号调用，丢弃它的令牌。',
        `把授权链接再发给它的管理员；账号的授权列表在 ${places.grantedPlatform.zh}。`,
        '核对 component_appid 与 authorizer_appid 是否对应。',
      ],
    },
  },
  61005: {
    en: {
      meaning: "The platform's ticket has run out.",
      causes: [
        "WeChat's pushes do not arrive: wrong address, firewall, or an answer other than success.",
        'An old ticket is used although newer ones came.',
      ],
      cures: [
        `Make the authorization-event URL reachable; WeChat pushes a ticket about every 10 minutes. The URL stands at ${places.thirdPartyData.en}.`,
        'Call api_start_push_ticket if the pushes were never started or have stopped.',
        'Always use the newest ticket.',
      ],
    },
    zh: {
      meaning: '平台的 ticket 已过期。',
      causes: [
        '收不到微信的推送：地址不对、防火墙，或没有应答 success。',
        '收到过更新的，却还在用旧的 ticket。',
      ],
      cures: [
        `让授权事件 URL 可以访问；微信约每 10 分钟推送一次 ticket。URL 的位置：${places.thirdPartyData.zh}。`,
        '推送从未开始或已停止时，调用 api_start_push_ticket。',
        '始终使用最新的 ticket。',
      ],
    },
  },
  61006: {
    en: {
      meaning: "The platform's ticket is not valid.",
      causes: [
        'It was decrypted wrongly or cut off in storage.',
        'It belongs to another platform.',
        'A newer one has replaced it.',
      ],
      cures: [
        'Store the ticket of the newest push as it is, with its beginning ticket@@@.',
        'Check that EncodingAESKey and component_appid belong to the platform that gets the pushes.',
        'Have a new one pushed by api_start_push_ticket.',
      ],
    },
    zh: {
      meaning: '平台的 ticket 无效。',
      causes: ['解密有误，或存储时被截断。', '它属于另一个平台。', '它已被更新的顶替。'],
      cures: [
        '把最新推送的 ticket 原样保存，包括开头的 ticket@@@。',
        '核对 EncodingAESKey 和 component_appid 属于收到推送的那个平台。',
        '用 api_start_push_ticket 让微信推送新的。',
      ],
    },
  },
  61007: {
    en: {
      meaning: 'The account has not granted this call to the platform.',
      causes: [
        'The permission set was not chosen when the account authorized.',
        'The platform itself does not have the permission set.',
      ],
      cures: [
        "See in the account's func_info what was granted.",
        'Let the administrator authorize again with the permission set of this call.',
      ],
    },
    zh: {
      meaning: '账号没有把这个接口授权给平台。',
      causes: ['授权时没有勾选这个权限集。', '平台自己也没有这个权限集。'],
      cures: ['在账号的 func_info 里看授予了什么。', '请管理员带上这个接口的权限集重新授权。'],
    },
  },
  61009: {
    en: {
      meaning: 'The authorization code is not valid.',
      causes: [
        'It was used before: it came both by the callback and by the push.',
        'It belongs to another platform.',
      ],
      cures: [
        'Exchange each authorization code once and keep the outcome.',
        'Take the code of the newest push or callback, or let the administrator authorize again.',
      ],
    },
    zh: {
      meaning: '授权码无效。',
      causes: ['已经用过：回调和推送都会带来它。', '它属于另一个平台。'],
      cures: ['每个授权码只换一次，保存结果。', '用最新推送或回调里的授权码，或请管理员重新授权。'],
    },
  },
  61010: {
    en: {
      meaning:
        "Two calls answer it: a platform's authorization code has run out, or a content check is about a person who was not in the mini program of late.",
      causes: [
        'Third-party platform: the push or the callback was handled too late, or an old callback was opened again.',
        'Content check (msgSecCheck and its kind): the person has not used the mini program in the last two hours.',
      ],
      cures: [
        'Third-party platform: exchange the code as soon as it comes; an administrator who goes through the authorization link again gives a new one.',
        'Content check: make the call while the person is in the mini program, with the openid of this visit.',
      ],
    },
    zh: {
      meaning: '两类接口会返回它：第三方平台的授权码已过期，或内容安全接口所指的人近期没有使用小程序。',
      causes: [
        '第三方平台：推送或回调处理得太晚，或又打开了旧的回调。',
        '内容安全接口（msgSecCheck 等）：此人最近两小时没有访问小程序。',
      ],
      cures: [
        '第三方平台：授权码一到就换取；请管理员重新走一次授权链接，会得到新的授权码。',
        '内容安全接口：趁此人在小程序里时调用，并用这次访问的 openid。',
      ],
    },
  },
  61023: {
    en: {
      meaning: "The account's refresh token at this platform is not valid.",
      causes: [
        'An older one was kept although a newer one had come, or it was saved as empty.',
        'The account took the authorization back, or authorized anew.',
      ],
      cures: [
        'See that no empty or older value was stored in its place.',
        'Read the current one from the list of authorized accounts (api_get_authorizer_list).',
        'If that fails too, the administrator has to authorize again.',
      ],
    },
    zh: {
      meaning: '账号在平台的 authorizer_refresh_token 无效。',
      causes: ['收到过更新的却保留了旧的，或存成了空值。', '账号取消了授权，或重新授权过。'],
      cures: [
        '确认没有存成空值或旧值。',
        '从已授权账号列表（api_get_authorizer_list）读取当前的值。',
        '仍然不行，就请管理员重新授权。',
      ],
    },
  },
  61000: {
    en: {
      meaning: 'The type of the platform is not valid.',
      causes: ['The platform is not of the type that this call is for.'],
      cures: ["Check the platform's type in the open platform's console."],
    },
    zh: {
      meaning: '第三方平台的类型无效。',
      causes: ['平台不是这个接口所要的类型。'],
      cures: ['在开放平台后台核对平台类型。'],
    },
  },
  61001: {
    en: {
      meaning: "The platform's type does not fit its component_appid.",
      causes: ['The component_appid of another platform is configured.'],
      cures: ['Put in the component_appid of this platform.'],
    },
    zh: {
      meaning: '第三方平台的类型与 component_appid 不符。',
      causes: ['配置了另一个平台的 component_appid。'],
      cures: ['换成这个平台的 component_appid。'],
    },
  },
  61008: {
    en: {
      meaning: "The request's key is there twice.",
      causes: ['The same key was sent again.'],
      cures: ['Send every key once.'],
    },
    zh: {
      meaning: '请求的 key 重复。',
      causes: ['同一个 key 又发送了一次。'],
      cures: ['每个 key 只发一次。'],
    },
  },
  61011: {
    en: {
      meaning: 'The third-party platform is not valid.',
      causes: ['component_appid or its secret is wrong, or the platform was closed.'],
      cures: ["Compare both with the open platform's console."],
    },
    zh: {
      meaning: '第三方平台无效。',
      causes: ['component_appid 或其密钥不对，或平台已停用。'],
      cures: ['与开放平台后台核对两者。'],
    },
  },
  61012: {
    en: {
      meaning: 'There is no option of this name.',
      causes: ["The option's name is misspelt."],
      cures: ['Use location_report, voice_recognize or customer_service.'],
    },
    zh: {
      meaning: '没有这个名称的选项。',
      causes: ['选项名写错。'],
      cures: ['用 location_report、voice_recognize 或 customer_service。'],
    },
  },
  61013: {
    en: {
      meaning: 'The option cannot have this value.',
      causes: ['The value is none of those that the option takes.'],
      cures: ["Take a value from the call's page."],
    },
    zh: {
      meaning: '选项不能取这个值。',
      causes: ['不是该选项允许的值。'],
      cures: ['从接口文档里选一个值。'],
    },
  },
  61014: {
    en: {
      meaning: "This call takes the platform's own token.",
      causes: ["An account's token was sent."],
      cures: ['Send component_access_token.'],
    },
    zh: {
      meaning: '这个接口要用平台自己的令牌。',
      causes: ['发送的是账号的令牌。'],
      cures: ['改用 component_access_token。'],
    },
  },
  61015: {
    en: {
      meaning: "This call takes the account's token.",
      causes: ["The platform's own token was sent."],
      cures: ['Send the authorizer_access_token of the account.'],
    },
    zh: {
      meaning: '这个接口要用账号的令牌。',
      causes: ['发送的是平台自己的令牌。'],
      cures: ['改用账号的 authorizer_access_token。'],
    },
  },
  61016: {
    en: {
      meaning: 'The platform has to confirm the permission set of this call.',
      causes: ['The permission set changed and nobody confirmed it.'],
      cures: ["Confirm it in the open platform's console."],
    },
    zh: {
      meaning: '平台需要确认这个接口的权限集。',
      causes: ['权限集有变动而没有人确认。'],
      cures: ['到开放平台后台确认。'],
    },
  },
  61017: {
    en: {
      meaning: 'The account has not granted the permission set.',
      causes: ['It was not chosen when the account authorized.'],
      cures: ['Let the administrator authorize again with the set.'],
    },
    zh: {
      meaning: '账号没有授权这个权限集。',
      causes: ['授权时没有勾选。'],
      cures: ['请管理员带上它重新授权。'],
    },
  },
  61018: {
    en: {
      meaning: 'The permission set was confirmed before.',
      causes: ['The same confirmation was sent again.'],
      cures: ['Nothing to do.'],
    },
    zh: { meaning: '权限集已经确认过。', causes: ['重复发送了确认。'], cures: ['什么也不用做。'] },
  },
}
