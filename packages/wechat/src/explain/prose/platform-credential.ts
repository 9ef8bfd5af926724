import type { ProseTable } from '../prose.ts'

/** Codes of third-party platforms: registration, tickets and tokens. */
export const platformCredentialProse: ProseTable = {
  61019: {
    en: {
      meaning: 'There is nothing to confirm.',
      causes: ['The permission set needs no confirmation.'],
      cures: ['Nothing to do.'],
    },
    zh: { meaning: '不需要确认。', causes: ['这个权限集不需要确认。'], cures: ['什么也不用做。'] },
  },
  61020: {
    en: {
      meaning: 'A parameter is wrong.',
      causes: ['A value has the wrong name or form.'],
      cures: ["Compare the request with the call's page."],
    },
    zh: { meaning: '参数有误。', causes: ['某个值的名称或形式不对。'], cures: ['对照接口文档检查请求。'] },
  },
  61021: {
    en: {
      meaning: 'The permission set cannot be confirmed.',
      causes: ['Its state does not allow it.'],
      cures: ["Look at it in the open platform's console."],
    },
    zh: { meaning: '权限集不能确认。', causes: ['它的状态不允许。'], cures: ['到开放平台后台查看。'] },
  },
  61022: {
    en: {
      meaning: 'It cannot be submitted again.',
      causes: ['It was submitted before.'],
      cures: ['Wait for the outcome of the first.'],
    },
    zh: { meaning: '不能重复提交。', causes: ['以前已经提交。'], cures: ['等待第一次的结果。'] },
  },
  61025: {
    en: {
      meaning: 'This option can only be read.',
      causes: ['The call tries to set it.'],
      cures: ['Leave it as it is.'],
    },
    zh: { meaning: '这个选项只能读取。', causes: ['调用试图设置它。'], cures: ['保持原样。'] },
  },
  61026: {
    en: {
      meaning: 'WeChat refuses the registration.',
      causes: ['The platform may not register accounts in this way.'],
      cures: ["Look at the platform's rights in the open platform's console."],
    },
    zh: {
      meaning: '微信拒绝注册。',
      causes: ['平台不能以这种方式注册账号。'],
      cures: ['到开放平台后台查看平台的权限。'],
    },
  },
  61027: {
    en: {
      meaning: 'Too many accounts were registered.',
      causes: ["The platform's limit is reached."],
      cures: ['Wait, or ask WeChat for a higher limit.'],
    },
    zh: {
      meaning: '注册数量超过上限。',
      causes: ['平台的额度已用完。'],
      cures: ['等待，或向微信申请提高额度。'],
    },
  },
  61028: {
    en: {
      meaning: 'The third-party platform is not published.',
      causes: ['Before that only accounts on its test list may authorize.'],
      cures: ['Publish the platform, or add the account to the test list.'],
    },
    zh: {
      meaning: '第三方平台没有全网发布。',
      causes: ['发布前只有测试名单里的账号可以授权。'],
      cures: ['发布平台，或把账号加入测试名单。'],
    },
  },
  61029: {
    en: {
      meaning: 'The platform has to be published again with the base category.',
      causes: ['The published version lacks it.'],
      cures: ['Publish it again with that category.'],
    },
    zh: {
      meaning: '平台需要带上基础类目重新发布。',
      causes: ['已发布的版本缺少它。'],
      cures: ['带上该类目重新发布。'],
    },
  },
  61030: {
    en: {
      meaning: 'The platform may not end this authorization itself.',
      causes: ['Only the account may end it.'],
      cures: ["Let the account's administrator end it."],
    },
    zh: {
      meaning: '平台不能自己解除这项授权。',
      causes: ['只有账号可以解除。'],
      cures: ['请账号管理员解除。'],
    },
  },
  61058: {
    en: {
      meaning: 'The ticket is not valid.',
      causes: ['It was used, has run out, or was altered.'],
      cures: ['Get a new ticket.'],
    },
    zh: { meaning: 'ticket 无效。', causes: ['已用过、过期或被改动。'], cures: ['取一个新的 ticket。'] },
  },
  9001003: {
    en: {
      meaning: 'The ticket is not valid.',
      causes: ['It was used, has run out, or was altered.'],
      cures: ['Get a new ticket.'],
    },
    zh: { meaning: '票据无效。', causes: ['已用过、过期或被改动。'], cures: ['取一个新的票据。'] },
  },
  40091: {
    en: {
      meaning: "The platform's ticket is not valid.",
      causes: ['It is an old one, or was decrypted wrongly.'],
      cures: ['Use the newest ticket that was pushed.'],
    },
    zh: {
      meaning: '平台的 ticket 无效。',
      causes: ['是旧的，或解密有误。'],
      cures: ['用最新推送的 ticket。'],
    },
  },
  40094: {
    en: {
      meaning: "The platform's credential is not valid.",
      causes: ['Secret or token of the platform is wrong.'],
      cures: ["Check the platform's secret and fetch its token again."],
    },
    zh: {
      meaning: '平台的凭证无效。',
      causes: ['平台的密钥或令牌不对。'],
      cures: ['核对平台的密钥，重新获取它的令牌。'],
    },
  },
  41018: {
    en: {
      meaning: 'The request has no component_appid.',
      causes: [
        'The setting is empty in this process.',
        'The parameter is in the body where the query is read, or the other way round.',
      ],
      cures: [
        "Send component_appid in the place that the call's page names.",
        'On behalf of an account, sign-in needs it both in the authorize link and in the exchange.',
      ],
    },
    zh: {
      meaning: '请求没有带 component_appid。',
      causes: ['这个进程里的配置项是空的。', '该放 query 却放进了正文，或者反过来。'],
      cures: ['按接口文档的位置发送 component_appid。', '代服务号登录时，授权链接和换取都要带上它。'],
    },
  },
  41019: {
    en: {
      meaning: 'The request has no secret of the platform.',
      causes: [
        "The setting or the secret's file is empty in this process.",
        'The parameter has another name: it is component_appsecret.',
      ],
      cures: [
        "Set the platform's secret where this process reads it.",
        "Check the parameter's name on the call's page.",
      ],
    },
    zh: {
      meaning: '请求没有带平台的密钥。',
      causes: ['这个进程里的配置项或密钥文件是空的。', '参数名写错：应为 component_appsecret。'],
      cures: ['在这个进程读取配置的地方设好平台的密钥。', '按接口文档核对参数名。'],
    },
  },
  41020: {
    en: {
      meaning: 'The request has no ticket of the platform.',
      causes: [
        'No push has come yet, and an empty value was sent.',
        'The ticket was not stored where this process reads it.',
      ],
      cures: [
        'Wait for the next push, or call api_start_push_ticket.',
        'Keep the ticket in the database, so that a new start still has it.',
      ],
    },
    zh: {
      meaning: '请求没有带平台的 ticket。',
      causes: ['还没有收到推送，就发送了空值。', 'ticket 没有存在这个进程能读到的地方。'],
      cures: ['等下一次推送，或调用 api_start_push_ticket。', '把 ticket 存进数据库，重启后仍然可用。'],
    },
  },
  41021: {
    en: {
      meaning: 'The request has no component_access_token.',
      causes: [
        "The program's variable was empty, often after a failed fetch.",
        'The parameter has another name.',
      ],
      cures: [
        "Look why the platform's token could not be fetched.",
        'Send it as component_access_token in the query.',
      ],
    },
    zh: {
      meaning: '请求没有带 component_access_token。',
      causes: ['程序里的变量是空的，多半因为获取失败。', '参数名写错。'],
      cures: ['查清为什么没有取到平台的令牌。', '以 component_access_token 放在 query 里。'],
    },
  },
  42006: {
    en: {
      meaning: "The platform's component_access_token has run out.",
      causes: ['It is older than its expires_in, 7,200 seconds as a rule.'],
      cures: ['Fetch another with the newest ticket and repeat the call once.'],
    },
    zh: {
      meaning: '平台的 component_access_token 已过期。',
      causes: ['超过了它的 expires_in，通常是 7,200 秒。'],
      cures: ['用最新的 ticket 重新获取，把调用重复一次。'],
    },
  },
}
