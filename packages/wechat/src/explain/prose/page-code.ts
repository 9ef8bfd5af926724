import { places } from '../place.ts'
import type { ProseTable } from '../prose.ts'

/** The authorize page's codes. */
export const pageCodeProse: ProseTable = {
  10003: {
    en: {
      meaning: "The host of redirect_uri is not the account's web authorization domain.",
      causes: [
        'The domain was entered as JS 接口安全域名 (JS-SDK domain) or 业务域名 (business domain), and not as 网页授权域名 (web authorization domain): the commonest mistake.',
        'The domain in the console is another: a subdomain does not inherit from the domain above it.',
        "redirect_uri carries a port, or the console's field was filled with http:// or a path.",
        "The link uses another account's appid than the one whose domain was set.",
        'redirect_uri carries a blank or a line feed, or was encoded twice.',
      ],
      cures: [
        `Set exactly the host of redirect_uri, without http://, path and port: ${places.callbackDomain.en}.`,
        'The file MP_verify_….txt must be readable at that host.',
        'The IP white list has nothing to do with it.',
      ],
    },
    zh: {
      meaning: 'redirect_uri 的域名不是账号的网页授权域名。',
      causes: [
        '域名填成了 JS 接口安全域名或业务域名，而没有填进网页授权域名：最常见的错误。',
        '后台设的是另一个域名；子域名不会继承上级域名。',
        'redirect_uri 带了端口，或后台填了 http:// 或路径。',
        '链接里的 appid 与设置域名的账号不是同一个。',
        'redirect_uri 里带了空格或换行，或被编码了两次。',
      ],
      cures: [
        `填入与 redirect_uri 完全相同的域名，不带 http://、路径和端口：${places.callbackDomain.zh}。`,
        'MP_verify_….txt 文件必须能在该域名下访问。',
        '这与 IP 白名单无关。',
      ],
    },
  },
  10004: {
    en: {
      meaning: 'WeChat has banned the account.',
      causes: ["The account broke WeChat's rules."],
      cures: ['Its administrator has to look for the notice in the console and appeal there.'],
    },
    zh: {
      meaning: '账号被微信封禁。',
      causes: ['账号违反了微信的规定。'],
      cures: ['管理员需要到后台查看通知并申诉。'],
    },
  },
  10005: {
    en: {
      meaning: 'The account has no right to the scope in the link.',
      causes: [
        'It is a subscription account, or a service account whose verification is missing or has run out.',
        'The scope is of another product: snsapi_login is for websites, not for service accounts.',
        'WeChat has taken web authorization away from the account.',
      ],
      cures: [
        'Use the appid of a verified service account; a test account does for trying.',
        `Look whether 网页授权 (web authorization) is granted: ${places.permission.en}.`,
        'Inside WeChat use snsapi_base or snsapi_userinfo.',
      ],
    },
    zh: {
      meaning: '账号没有链接里这个 scope 的权限。',
      causes: [
        '它是公众号（原订阅号），或是没有认证、认证已过期的服务号。',
        'scope 属于另一种产品：snsapi_login 用于网站应用，不用于服务号。',
        '微信收回了账号的网页授权权限。',
      ],
      cures: [
        '用认证服务号的 appid；试验可以用测试号。',
        `查看网页授权是否已获得：${places.permission.zh}。`,
        '在微信内用 snsapi_base 或 snsapi_userinfo。',
      ],
    },
  },
  10006: {
    en: {
      meaning: 'This person must follow the test account first.',
      causes: [
        'The account is a test account, which only its followers can sign in to.',
        'The person follows it with another WeChat account.',
      ],
      cures: [
        `Scan the QR code on the test account's page with this very WeChat account, follow, and open the link again: ${places.testAccount.en}.`,
        'Visitors who do not follow it need a verified service account.',
      ],
    },
    zh: {
      meaning: '此人必须先关注测试号。',
      causes: ['这是测试号，只有关注者可以登录。', '此人用另一个微信号关注的。'],
      cures: [
        `用这个微信号扫描测试号页面上的二维码，关注后重新打开链接：${places.testAccount.zh}。`,
        '不关注它的访客需要认证服务号。',
      ],
    },
  },
  10009: {
    en: {
      meaning: 'This person has authorized too often in a short time.',
      causes: [
        'The site sends the visitor to WeChat again and again: the session is not kept after the callback.',
        'Somebody reloaded the page many times.',
      ],
      cures: [
        'Wait a few minutes, then open the link again.',
        "Look for the loop: is the session cookie set on the callback's answer, for the right host and path, and sent back?",
      ],
    },
    zh: {
      meaning: '此人短时间内授权太频繁。',
      causes: ['网站一再把访客送去微信：回调之后会话没有保存下来。', '有人多次刷新页面。'],
      cures: [
        '等几分钟再打开链接。',
        '查找循环：回调的应答有没有设置会话 Cookie，域名和路径对不对，浏览器有没有带回来？',
      ],
    },
  },
  10010: {
    en: {
      meaning: 'The authorize link has no scope.',
      causes: ['The parameter is empty or missing.'],
      cures: ['Put snsapi_base or snsapi_userinfo into the link.'],
    },
    zh: {
      meaning: '授权链接没有 scope。',
      causes: ['参数为空或缺失。'],
      cures: ['在链接里写上 snsapi_base 或 snsapi_userinfo。'],
    },
  },
  10011: {
    en: {
      meaning: 'The authorize link has no redirect_uri.',
      causes: ['The parameter is empty or missing.'],
      cures: ["Put the callback's whole address into the link, percent-encoded."],
    },
    zh: {
      meaning: '授权链接没有 redirect_uri。',
      causes: ['参数为空或缺失。'],
      cures: ['把完整的回调地址编码后写进链接。'],
    },
  },
  10012: {
    en: {
      meaning: 'The authorize link has no appid.',
      causes: ['The setting was empty when the link was built.'],
      cures: ["Put the service account's appid into the link."],
    },
    zh: {
      meaning: '授权链接没有 appid。',
      causes: ['拼链接时配置项是空的。'],
      cures: ['在链接里写上服务号的 appid。'],
    },
  },
  10013: {
    en: {
      meaning: 'The authorize link has no state.',
      causes: ['The parameter is empty.'],
      cures: ['Send a fresh random state with every link, and check it at the callback.'],
    },
    zh: {
      meaning: '授权链接的 state 为空。',
      causes: ['参数为空。'],
      cures: ['每个链接都带上新的随机 state，并在回调时核对。'],
    },
  },
  10015: {
    en: {
      meaning: 'The account has not authorized the third-party platform of this link.',
      causes: ['The authorization was taken back, or never given.', "component_appid is another platform's."],
      cures: [
        "Let the account's administrator authorize the platform again.",
        "Compare component_appid in the link with the open platform's console.",
      ],
    },
    zh: {
      meaning: '账号没有授权给链接里的第三方平台。',
      causes: ['授权被取消，或从未授权。', 'component_appid 是另一个平台的。'],
      cures: ['请账号管理员重新授权给平台。', '把链接里的 component_appid 与开放平台后台核对。'],
    },
  },
  10016: {
    en: {
      meaning: 'The appid in the link belongs to the open platform, not to a service account.',
      causes: ['The appid of a website or mobile application was used inside WeChat.'],
      cures: [
        "Inside WeChat use the service account's appid with /connect/oauth2/authorize.",
        "For a website's QR code use /connect/qrconnect with snsapi_login and the website's appid.",
      ],
    },
    zh: {
      meaning: '链接里的 appid 属于开放平台，不是服务号的。',
      causes: ['在微信内用了网站应用或移动应用的 appid。'],
      cures: [
        '在微信内用服务号的 appid 和 /connect/oauth2/authorize。',
        '网站扫码登录用 /connect/qrconnect、snsapi_login 和网站应用的 appid。',
      ],
    },
  },
  10038: {
    en: {
      meaning:
        'A number of the authorize page whose meaning is unconfirmed; it was reported once, beside 10003.',
      causes: ['Probably the same as for 10003: the host or the scheme of redirect_uri.'],
      cures: [
        `Check redirect_uri as for 10003: ${places.callbackDomain.en}.`,
        "Open the link again and read the whole page: WeChat's sentence beside the number tells more.",
      ],
    },
    zh: {
      meaning: '授权页上的数字，含义未证实；只被报告过一次，与 10003 一起出现。',
      causes: ['可能与 10003 相同：redirect_uri 的域名或协议。'],
      cures: [
        `按 10003 检查 redirect_uri：${places.callbackDomain.zh}。`,
        '重新打开链接，看完整的页面：数字旁边的句子说得更多。',
      ],
    },
  },
  10039: {
    en: {
      meaning: 'redirect_uri is http, and the account wants https.',
      causes: [
        'The switch 强制https校验 (enforce https) beside 网页授权域名 (web authorization domain) is on.',
        'The site is https, but a proxy ended TLS and the program built the link with http.',
      ],
      cures: [
        'Build redirect_uri with https; behind a proxy, trust its X-Forwarded-Proto or set the public URL by hand.',
        `If the site has no https, switch 强制https校验 off: ${places.callbackDomain.en}.`,
        'The text on the page is that of 10003; compare the domain too.',
      ],
    },
    zh: {
      meaning: 'redirect_uri 是 http，而账号要求 https。',
      causes: [
        '网页授权域名旁边的开关「强制https校验」是打开的。',
        '网站是 https，但代理终止了 TLS，程序拼出了 http 的链接。',
      ],
      cures: [
        '用 https 拼 redirect_uri；在代理后面时信任 X-Forwarded-Proto，或直接写明公网地址。',
        `网站没有 https，就关掉「强制https校验」：${places.callbackDomain.zh}。`,
        '页面上的文字与 10003 相同，域名也请核对。',
      ],
    },
  },
}
