import type { ProseTable } from '../prose.ts'

/** Codes that pass by themselves, and codes about allowances. */
export const quotaProse: ProseTable = {
  '-1000': {
    en: {
      meaning: 'WeChat has an internal error.',
      causes: ['WeChat cannot handle the request at the moment.'],
      cures: ["Look whether it repeats; with the request id WeChat's support can look it up."],
    },
    zh: {
      meaning: '微信内部出错。',
      causes: ['微信此刻无法处理请求。'],
      cures: ['看它是否重复出现；微信客服可以凭请求编号查询。'],
    },
  },
  '-1': {
    en: {
      meaning: 'WeChat is busy.',
      causes: ['WeChat is overloaded or in trouble, as a rule for seconds.'],
      cures: [
        'Wait a moment and repeat, a few times at most, with growing pauses.',
        'If somebody is waiting for a sign-in, stop after two seconds and offer a button to try again.',
      ],
    },
    zh: {
      meaning: '微信系统繁忙。',
      causes: ['微信过载或出了故障，通常只有几秒。'],
      cures: ['稍等再试，最多几次，间隔逐渐加长。', '如果有人正等着登录，两秒后就停下，给他一个重试按钮。'],
    },
  },
  0: {
    en: {
      meaning: 'Success.',
      causes: ['WeChat did what was asked; answers without an errcode mean the same.'],
      cures: ['Nothing to do.'],
    },
    zh: {
      meaning: '成功。',
      causes: ['微信完成了请求；没有 errcode 的应答也是这个意思。'],
      cures: ['什么也不用做。'],
    },
  },
  61450: {
    en: {
      meaning: 'WeChat has an internal error.',
      causes: ['WeChat is overloaded or in trouble.'],
      cures: ['Wait a moment and repeat, a few times at most.'],
    },
    zh: { meaning: '微信内部出错。', causes: ['微信过载或出了故障。'], cures: ['稍等再试，最多几次。'] },
  },
  45009: {
    en: {
      meaning: "The day's allowance of calls is used up.",
      causes: [
        'A program fetches the token for every request in place of keeping it.',
        'A loop repeats a call that fails.',
        "Several servers share the account's allowance.",
      ],
      cures: [
        'Stop this call; the allowance is counted by day.',
        'For cgi-bin/token, change to cgi-bin/stable_token, which has 500,000 calls a day in place of 2,000.',
        'Keep the token and use it until shortly before its end; find the loop in the log by path.',
        'If it cannot wait, an administrator can reset the count by clear_quota or in the console, 10 times a month in all.',
      ],
    },
    zh: {
      meaning: '当天的调用次数用完了。',
      causes: [
        '程序每次请求都取令牌，而不是保管起来。',
        '循环重复一个失败的调用。',
        '多台服务器共用这个账号的次数。',
      ],
      cures: [
        '停止这个调用；次数按天计算。',
        '如果是 cgi-bin/token，请改用 cgi-bin/stable_token：每天 500,000 次，而不是 2,000 次。',
        '保管令牌，用到快到期为止；按路径在日志里找出循环。',
        '等不了的话，管理员可以用 clear_quota 或在后台清零，每月一共 10 次。',
      ],
    },
  },
  45011: {
    en: {
      meaning: 'Too many calls in this minute.',
      causes: [
        'A burst: many workers start at once, or repeat without a pause.',
        'The same token is asked for by many processes at the same moment.',
      ],
      cures: [
        'Wait for the next minute, plus a few random seconds, and repeat.',
        'Let one process fetch and the others wait for it.',
      ],
    },
    zh: {
      meaning: '这一分钟内调用太多。',
      causes: ['突发：许多进程同时启动，或不间断地重试。', '许多进程同时去取同一个令牌。'],
      cures: ['等到下一分钟，再加几秒随机时间后重试。', '由一个进程去取，其余的等它。'],
    },
  },
  45104: {
    en: {
      meaning: "The domain's allowance is used up.",
      causes: ['Too many calls for this domain.'],
      cures: ['Stop, and wait until the allowance is renewed.'],
    },
    zh: {
      meaning: '域名的额度用完了。',
      causes: ['针对这个域名的调用太多。'],
      cures: ['停止调用，等额度恢复。'],
    },
  },
  48006: {
    en: {
      meaning: "The month's resets of the allowance are used up.",
      causes: ['clear_quota and the console have reset it 10 times this month.'],
      cures: ['Wait for the next month, and find out what uses the allowance up.'],
    },
    zh: {
      meaning: '本月的清零次数用完了。',
      causes: ['clear_quota 和后台本月已清零 10 次。'],
      cures: ['等到下个月，并查清是什么耗尽了次数。'],
    },
  },
  45102: {
    en: {
      meaning: 'WeChat has blocked this call for a time.',
      causes: ['Too many or unusual calls of this kind.'],
      cures: ["Stop calling, look for a notice in the console, ask WeChat's support."],
    },
    zh: {
      meaning: '微信暂时封禁了这个接口。',
      causes: ['这类调用太多或不正常。'],
      cures: ['停止调用，查看后台通知，联系微信客服。'],
    },
  },
  45501: {
    en: {
      meaning: "WeChat's supervision holds the request back for now.",
      causes: ["The call or its content was picked out by WeChat's control."],
      cures: ["Stop calling, look for a notice in the console, ask WeChat's support."],
    },
    zh: {
      meaning: '请求被微信的管控临时拦截。',
      causes: ['调用或其内容被微信管控选中。'],
      cures: ['停止调用，查看后台通知，联系微信客服。'],
    },
  },
  76003: {
    en: {
      meaning:
        'Two calls answer it: quota/get does not know the cgi_path, or rid/get may not show this request id.',
      causes: [
        "quota/get: cgi_path has a host name, lacks the slash at its beginning, or is no path of WeChat's.",
        'rid/get: the request was made by another account, or the wrong token asks.',
      ],
      cures: [
        'quota/get: send the path alone, such as /cgi-bin/user/info.',
        "rid/get: ask with a token of the account that made the call; the platform's own calls take the platform's token.",
      ],
    },
    zh: {
      meaning: '两个接口会返回它：quota/get 不认识 cgi_path，或 rid/get 无权查看这个请求编号。',
      causes: [
        'quota/get：cgi_path 带了域名、少了开头的斜杠，或不是微信的路径。',
        'rid/get：请求是另一个账号发出的，或查询用的令牌不对。',
      ],
      cures: [
        'quota/get：只发送路径，例如 /cgi-bin/user/info。',
        'rid/get：用发出请求的那个账号的令牌查询；平台自己的调用用平台的令牌。',
      ],
    },
  },
  76022: {
    en: {
      meaning: 'The allowance of calls below /sns/ cannot be asked for.',
      causes: ['quota/get does not cover them.'],
      cures: ['Do not ask for it.'],
    },
    zh: {
      meaning: '/sns/ 下接口的额度不能查询。',
      causes: ['quota/get 不包括它们。'],
      cures: ['不要查询。'],
    },
  },
  45029: {
    en: {
      meaning: 'There are too many QR codes.',
      causes: ['The account has made as many lasting codes as it may.'],
      cures: ['Use temporary codes.'],
    },
    zh: {
      meaning: '二维码数量超过上限。',
      causes: ['账号创建的永久二维码已达上限。'],
      cures: ['改用临时二维码。'],
    },
  },
  40131: {
    en: {
      meaning: 'There are too many tickets.',
      causes: ['New tickets are made while old ones would do.'],
      cures: ['Keep tickets and use them again until they end.'],
    },
    zh: {
      meaning: 'ticket 数量超过上限。',
      causes: ['旧的还能用却不断创建新的。'],
      cures: ['保管 ticket，到期之前重复使用。'],
    },
  },
  91030: {
    en: {
      meaning: "This person's WeChat account has made too many calls.",
      causes: ['The limit is counted by person.'],
      cures: ['Wait a day before the same person tries again.'],
    },
    zh: {
      meaning: '这个微信号的次数超过上限。',
      causes: ['限制按人计算。'],
      cures: ['同一个人请过一天再试。'],
    },
  },
}
