import type { BriefTable } from '../brief.ts'
import { places } from '../place.ts'

/** The JS-SDK's answers in a page, by number or by text. Source: appendix 5 of WeChat's page on the JS-SDK. */
export const jsSdk: BriefTable = {
  63002: {
    words: 'invalid signature',
    kind: 'config',
    en: [
      "The JS-SDK refuses the page's signature (config:invalid signature).",
      [
        "The signed url is not the page's own: it has the part after #, was encoded again, or is the address of the API.",
        'In a single-page application on iOS, WeChat takes the url of the page that was opened first.',
        'The ticket is stale, or ticket and appId are of different accounts.',
        'A parameter is misspelt: noncestr is signed in lower case, wx.config takes nonceStr.',
      ],
      [
        "Sign location.href.split('#')[0], taken from the browser at that moment, never a constant.",
        'Keep the ticket for its 7,200 seconds and fetch it with the token of the same account.',
        `Compare the signature: ${places.signatureTool.en}.`,
      ],
    ],
    zh: [
      'JS-SDK 不接受页面的签名（config:invalid signature）。',
      [
        '签名用的 url 不是页面自己的：带了 # 之后的部分、又编码了一次，或是接口的地址。',
        'iOS 上的单页应用里，微信用的是最先打开的页面的 url。',
        'ticket 已过期，或 ticket 与 appId 属于不同的账号。',
        '参数名写错：签名用小写的 noncestr，wx.config 用 nonceStr。',
      ],
      [
        "对 location.href.split('#')[0] 签名，并且每次从浏览器现取，不要写死。",
        'ticket 按 7,200 秒保管，并用同一个账号的令牌获取。',
        `核对签名：${places.signatureTool.zh}。`,
      ],
    ],
  },
  'config:invalid url domain': {
    kind: 'config',
    en: [
      "The page's host is not among the account's JS 接口安全域名 (JS-SDK domains).",
      [
        'The domain was entered as 网页授权域名 (web authorization domain), or the host of the API was entered and not that of the page.',
        'The page is on a port other than 80 and 443, or on localhost.',
        "wx.config has another account's appId.",
      ],
      [
        `Register the page's host as JS 接口安全域名: ${places.jsDomain.en}.`,
        'The file MP_verify_….txt must be readable at that host.',
      ],
    ],
    zh: [
      '页面的域名不在账号的 JS 接口安全域名里。',
      [
        '域名填进了网页授权域名，或填的是接口的域名而不是页面的。',
        '页面用了 80、443 以外的端口，或在 localhost 上。',
        'wx.config 里是另一个账号的 appId。',
      ],
      [
        `把页面的域名登记为 JS 接口安全域名：${places.jsDomain.zh}。`,
        'MP_verify_….txt 文件必须能在该域名下访问。',
      ],
    ],
  },
  'the permission value is offline verifying': {
    kind: 'config',
    en: [
      'The JS-SDK was used before its configuration was accepted, or for an API that is not in jsApiList.',
      [
        'The call stands outside wx.ready, or wx.config failed before it.',
        'jsApiList does not name the API.',
        'The page runs in the developer tools without a real signature.',
      ],
      ['Call inside wx.ready, and look at wx.error first.', 'Put the API into jsApiList of wx.config.'],
    ],
    zh: [
      '配置还没有被接受就用了 JS-SDK，或用了 jsApiList 里没有的接口。',
      [
        '调用写在 wx.ready 之外，或之前的 wx.config 已经失败。',
        'jsApiList 里没有这个接口。',
        '页面在开发者工具里运行而没有真实的签名。',
      ],
      ['在 wx.ready 里调用，并先看 wx.error。', '把接口写进 wx.config 的 jsApiList。'],
    ],
  },
  'config:permission denied': {
    kind: 'config',
    en: [
      'The account may not use this API of the JS-SDK.',
      [
        'The account lacks the right: it is not verified, or of another kind.',
        'jsApiList does not name the API.',
      ],
      [`Look whether the account has the right: ${places.permission.en}.`, 'Put the API into jsApiList.'],
    ],
    zh: [
      '账号不能使用 JS-SDK 的这个接口。',
      ['账号没有权限：没有认证，或类型不对。', 'jsApiList 里没有这个接口。'],
      [`看账号是否有权限：${places.permission.zh}。`, '把接口写进 jsApiList。'],
    ],
  },
  'config:function not exist': {
    kind: 'config',
    en: [
      "The visitor's WeChat does not know this API of the JS-SDK.",
      'The client is too old, or is the one for computers, which has fewer APIs.',
      'Ask with wx.checkJsApi first, and do without the API where it is missing.',
    ],
    zh: [
      '访客的微信不认识 JS-SDK 的这个接口。',
      '客户端太旧，或是接口较少的电脑版。',
      '先用 wx.checkJsApi 检查，没有这个接口时另作处理。',
    ],
  },
  'config:invalid appid': {
    kind: 'config',
    en: [
      'The appId of wx.config is not known to WeChat.',
      'A typing error, or the appid of a website or mini program in the place of the service account’s.',
      `Copy the appid again: ${places.appid.en}.`,
    ],
    zh: [
      '微信不认识 wx.config 里的 appId。',
      '抄写错误，或用了网站应用、小程序的 appid。',
      `重新复制 appid：${places.appid.zh}。`,
    ],
  },
  'config:require subscribe': {
    kind: 'config',
    en: [
      'The JS-SDK wants this person to follow the account first.',
      'The account is a test account, which only its followers can use.',
      `Follow it with this WeChat account: ${places.testAccount.en}.`,
    ],
    zh: [
      'JS-SDK 要求此人先关注账号。',
      '账号是测试号，只有关注者可以使用。',
      `用这个微信号关注它：${places.testAccount.zh}。`,
    ],
  },
}
