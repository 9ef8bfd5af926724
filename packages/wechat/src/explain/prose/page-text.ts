import type { ProseTable } from '../prose.ts'

/** Texts of WeChat’s pages that carry no number, by the text. */
export const pageTextProse: ProseTable = {
  'Scope 参数错误或没有 Scope 权限': {
    en: {
      meaning: 'The account has no right to the scope, or the link is built wrongly.',
      causes: [
        'The account or application is of another kind than the scope asks for.',
        "The callback's domain is not the registered one.",
        'The parameters stand in another order than WeChat wants.',
        'WeChat has taken the right to the profile away.',
      ],
      cures: [
        "Check the account's kind and its right to web authorization in the console.",
        "Compare the callback's domain, and keep the order appid, redirect_uri, response_type, scope, state.",
      ],
    },
    zh: {
      meaning: '账号没有这个 scope 的权限，或链接拼错了。',
      causes: [
        '账号或应用的种类与 scope 不符。',
        '回调域名不是登记的那个。',
        '参数顺序与微信要求的不同。',
        '微信收回了获取资料的权限。',
      ],
      cures: [
        '在后台核对账号类型和网页授权权限。',
        '核对回调域名，并保持 appid、redirect_uri、response_type、scope、state 的顺序。',
      ],
    },
  },
  'redirect_uri 参数错误': {
    en: {
      meaning: 'The redirect_uri of the link is not accepted.',
      causes: [
        'Its host is not the callback domain of the website application.',
        'The value was not percent-encoded.',
      ],
      cures: [
        'Website: 微信开放平台 › 管理中心 › 网站应用 › 授权回调域; set the host alone.',
        'Encode redirect_uri once, as one value.',
      ],
    },
    zh: {
      meaning: '链接里的 redirect_uri 不被接受。',
      causes: ['域名不是网站应用登记的授权回调域。', '值没有编码。'],
      cures: [
        '网站应用：到 微信开放平台 › 管理中心 › 网站应用 › 授权回调域，只填域名。',
        '把 redirect_uri 作为一个值编码一次。',
      ],
    },
  },
  该链接无法访问: {
    en: {
      meaning: 'WeChat does not accept the link.',
      causes: [
        'A parameter is wrong or missing, the scope for example.',
        'The host of redirect_uri is not the registered one.',
      ],
      cures: ["Compare every parameter of the link with WeChat's page, and the host with the console."],
    },
    zh: {
      meaning: '微信不接受这个链接。',
      causes: ['某个参数有误或缺失，例如 scope。', 'redirect_uri 的域名不是登记的那个。'],
      cures: ['对照微信文档检查每个参数，域名与后台核对。'],
    },
  },
  请在微信客户端打开链接: {
    en: {
      meaning: 'The authorize link was opened outside WeChat.',
      causes: ["It is for WeChat's own browser only."],
      cures: ['Open it inside WeChat, or offer a QR code on a computer.'],
    },
    zh: {
      meaning: '授权链接在微信以外打开了。',
      causes: ['它只能在微信自己的浏览器里打开。'],
      cures: ['在微信里打开；电脑上请提供二维码。'],
    },
  },
  'key expired': {
    en: {
      meaning: 'The link holds the parameters of a WeChat session that is over (unconfirmed).',
      causes: ["Somebody copied the address of WeChat's page with uin, key or pass_ticket in it."],
      cures: ["Open the site's own link again."],
    },
    zh: {
      meaning: '链接里带着已经结束的微信会话参数（未经证实）。',
      causes: ['有人复制了微信页面的地址，其中有 uin、key 或 pass_ticket。'],
      cures: ['重新打开网站自己的链接。'],
    },
  },
  微信登录失败: {
    en: {
      meaning: 'WeChat shows this title over a page with the reason.',
      causes: ['The reason stands below it, often a number such as 10003.'],
      cures: ['Look up the number or the sentence below the title.'],
    },
    zh: {
      meaning: '微信在说明原因的页面上方显示这个标题。',
      causes: ['原因写在下面，往往是 10003 之类的数字。'],
      cures: ['查询标题下面的数字或句子。'],
    },
  },
  请确认授权入口页所在域名: {
    en: {
      meaning:
        "The page from which the platform's authorization link was opened is not on the registered domain.",
      causes: [
        'The link was opened directly or from a chat, so that WeChat saw no page before it.',
        "The page's Referrer-Policy hides the domain.",
      ],
      cures: [
        'Put a link on a page of the registered domain and let the administrator press it there.',
        'Do not send no-referrer from that page.',
      ],
    },
    zh: {
      meaning: '打开第三方平台授权链接的页面不在登记的域名下。',
      causes: ['链接是直接打开或从聊天里打开的，微信看不到来源页面。', '页面的 Referrer-Policy 隐藏了域名。'],
      cures: ['在登记的域名下放一个页面，请管理员在那里点击链接。', '该页面不要发送 no-referrer。'],
    },
  },
  '该公众号暂时无法提供服务，请稍后再试': {
    en: {
      meaning: "The account's server did not answer WeChat's push properly.",
      causes: ['It took longer than 5 seconds, failed, or answered with something that WeChat cannot read.'],
      cures: [
        'Answer within 5 seconds with success or a valid reply, and do the work afterwards.',
        "Look into the server's log at this minute.",
      ],
    },
    zh: {
      meaning: '公众号的服务器没有正确应答微信的推送。',
      causes: ['超过 5 秒、出错，或应答了微信无法识别的内容。'],
      cures: ['5 秒内应答 success 或有效的回复，其余的事之后再做。', '查看服务器这一分钟的日志。'],
    },
  },
}
