import { places } from '../place.ts'
import type { ProseTable } from '../prose.ts'

/** Texts of WeChat’s pages that carry no number, by the text. */
export const pageTextProse: ProseTable = {
  'Scope 参数错误或没有 Scope 权限': {
    en: {
      meaning: 'The account has no right to the scope, or the link is built wrongly.',
      causes: [
        "The usual cause on the QR code's page (/connect/qrconnect): the appid is an official account's, while the page wants a website application's.",
        'The website application has no right to 微信登录 (sign in with WeChat) yet.',
        'Inside WeChat: a subscription account, or a scope of another product, such as snsapi_login.',
        "The callback's domain is not the registered one.",
        'The parameters stand in another order than WeChat wants.',
        'WeChat has taken the right to the profile away.',
      ],
      cures: [
        `For a QR code on a website, create a website application, apply for 微信登录 (sign in with WeChat) there, and use its appid with snsapi_login: ${places.website.en}.`,
        `Inside WeChat, use a verified service account's appid with snsapi_base or snsapi_userinfo, and look whether web authorization is granted: ${places.permission.en}.`,
        "Compare the callback's domain, and keep the order appid, redirect_uri, response_type, scope, state.",
      ],
    },
    zh: {
      meaning: '账号没有这个 scope 的权限，或链接拼错了。',
      causes: [
        '在二维码页（/connect/qrconnect）上最常见：appid 是公众号或服务号的，而这个页面要网站应用的。',
        '网站应用还没有获得「微信登录」。',
        '在微信内：账号是公众号（原订阅号），或 scope 属于另一种产品，例如 snsapi_login。',
        '回调域名不是登记的那个。',
        '参数顺序与微信要求的不同。',
        '微信收回了获取资料的权限。',
      ],
      cures: [
        `网站上的二维码：创建网站应用，为它申请「微信登录」，并用它的 appid 和 snsapi_login：${places.website.zh}。`,
        `在微信内：用认证服务号的 appid 和 snsapi_base 或 snsapi_userinfo，并看网页授权是否已获得：${places.permission.zh}。`,
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
        `Website application: set the host alone. The place is ${places.websiteCallbackDomain.en}.`,
        'Encode redirect_uri once, as one value.',
      ],
    },
    zh: {
      meaning: '链接里的 redirect_uri 不被接受。',
      causes: ['域名不是网站应用登记的授权回调域。', '值没有编码。'],
      cures: [
        `网站应用：只填域名。位置：${places.websiteCallbackDomain.zh}。`,
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
      meaning: "The account's server did not answer WeChat's push properly; people see this in the chat.",
      causes: [
        'The server took longer than 5 seconds, was out of reach, or answered with an error.',
        'The answer is nothing that WeChat can read: an error page, JSON, a reply without its content.',
        'In safe mode the reply was not encrypted, or not with the current EncodingAESKey.',
      ],
      cures: [
        'Answer within 5 seconds with success or a valid reply, and do the work afterwards.',
        "Look into the server's log at this minute.",
        `Compare URL, token and EncodingAESKey: ${places.messagePush.en}.`,
      ],
    },
    zh: {
      meaning: '账号的服务器没有正确应答微信的推送；用户在聊天里看到这句话。',
      causes: [
        '服务器超过 5 秒没有应答、无法访问，或返回了错误。',
        '应答是微信无法识别的内容：错误页面、JSON，或没有内容的回复。',
        '安全模式下回复没有加密，或没有用当前的 EncodingAESKey。',
      ],
      cures: [
        '5 秒内应答 success 或有效的回复，其余的事之后再做。',
        '查看服务器这一分钟的日志。',
        `核对 URL、Token 和 EncodingAESKey：${places.messagePush.zh}。`,
      ],
    },
  },
  'state 参数过长': {
    en: {
      meaning: "The authorize link's state is longer than 128 bytes.",
      causes: ['A framework put an encrypted state, or a whole return address, into the parameter.'],
      cures: [
        'Send a short random state and keep what belongs to it on the server.',
        'A state of 22 to 43 letters and digits works everywhere.',
      ],
    },
    zh: {
      meaning: '授权链接的 state 超过 128 字节。',
      causes: ['框架把加密后的状态或整个返回地址放进了这个参数。'],
      cures: ['发送短的随机 state，其余内容保存在服务器上。', '22 到 43 位字母和数字的 state 到处可用。'],
    },
  },
}
