import { places } from '../place.ts'
import type { ProseTable } from '../prose.ts'

/** Codes about single fields of a request. */
export const requestFieldProse: ProseTable = {
  40031: {
    en: {
      meaning: 'The list of openids is not valid.',
      causes: ['It holds something that is no openid of this account.'],
      cures: ['Correct the list.'],
    },
    zh: { meaning: 'openid 列表无效。', causes: ['其中有不是这个账号的 openid。'], cures: ['改正列表。'] },
  },
  40032: {
    en: {
      meaning: 'The list of openids is empty or too long.',
      causes: ['More were sent at once than the call takes.'],
      cures: ['Split the list into smaller ones.'],
    },
    zh: {
      meaning: 'openid 列表为空或太长。',
      causes: ['一次发送的数量超过接口允许。'],
      cures: ['拆成较短的列表。'],
    },
  },
  40033: {
    en: {
      meaning: 'The body has characters written as \\uXXXX.',
      causes: ['The JSON library escapes Chinese characters.'],
      cures: ['Send plain UTF-8.'],
    },
    zh: {
      meaning: '正文含有 \\uXXXX 形式的字符。',
      causes: ['JSON 库把中文转义了。'],
      cures: ['直接发送 UTF-8。'],
    },
  },
  40035: {
    en: {
      meaning: 'A parameter is not valid.',
      causes: ['A value has the wrong type, form or name.'],
      cures: ["Compare the request with the call's page."],
    },
    zh: {
      meaning: '参数无效。',
      causes: ['某个值的类型、形式或名称不对。'],
      cures: ['对照接口文档检查请求。'],
    },
  },
  40038: {
    en: {
      meaning: "The request's form is not valid.",
      causes: ['The body is not in the format that the call takes.'],
      cures: ["Compare body and Content-Type with the call's page."],
    },
    zh: {
      meaning: '请求的格式无效。',
      causes: ['正文不是接口要求的格式。'],
      cures: ['对照接口文档检查正文和 Content-Type。'],
    },
  },
  40039: {
    en: {
      meaning: 'The URL is too long or empty.',
      causes: ['A link in the request exceeds the limit.'],
      cures: ['Shorten the link.'],
    },
    zh: { meaning: 'URL 的长度无效。', causes: ['请求里的链接超过限制。'], cures: ['缩短链接。'] },
  },
  40048: {
    en: {
      meaning: "The URL's domain is not registered.",
      causes: [
        "A page of the JS-SDK: its host is not among the account's JS 接口安全域名 (JS-SDK domains).",
        "A link that an API call carries: its host is not among the account's domains.",
      ],
      cures: [
        `Register the page's host as JS 接口安全域名: ${places.jsDomain.en}.`,
        'Or use a link whose domain is registered.',
      ],
    },
    zh: {
      meaning: 'URL 的域名没有登记。',
      causes: [
        '使用 JS-SDK 的页面：它的域名不在账号的 JS 接口安全域名里。',
        '接口请求里的链接：它的域名不在账号登记的域名里。',
      ],
      cures: [`把页面的域名登记为 JS 接口安全域名：${places.jsDomain.zh}。`, '或改用域名已登记的链接。'],
    },
  },
  40052: {
    en: {
      meaning: 'The action_name is not valid.',
      causes: ['It is none of the names for QR codes with a scene.'],
      cures: ['Use QR_SCENE, QR_STR_SCENE, QR_LIMIT_SCENE or QR_LIMIT_STR_SCENE.'],
    },
    zh: {
      meaning: 'action_name 无效。',
      causes: ['不是带参数二维码的任何一种名称。'],
      cures: ['用 QR_SCENE、QR_STR_SCENE、QR_LIMIT_SCENE 或 QR_LIMIT_STR_SCENE。'],
    },
  },
  40053: {
    en: {
      meaning: 'The action_info is not valid.',
      causes: ['It lacks the scene, or the scene does not fit action_name.'],
      cures: ['Send scene_id with the number kinds and scene_str with the text kinds.'],
    },
    zh: {
      meaning: 'action_info 无效。',
      causes: ['缺少 scene，或与 action_name 不符。'],
      cures: ['数字类用 scene_id，字符串类用 scene_str。'],
    },
  },
  40066: {
    en: {
      meaning: 'There is no call at this address.',
      causes: ['The path is misspelt or has a blank in it.'],
      cures: ["Copy the path from the call's page."],
    },
    zh: {
      meaning: '这个地址没有接口。',
      causes: ['路径写错，或多了空格。'],
      cures: ['从接口文档复制路径。'],
    },
  },
  40097: {
    en: {
      meaning: 'An argument is not valid.',
      causes: ['A parameter is empty; an empty authorization_code is typical.'],
      cures: ['Log which parameters are empty, and correct them.'],
    },
    zh: {
      meaning: '参数有误。',
      causes: ['某个参数为空；典型的是空的 authorization_code。'],
      cures: ['记录哪些参数是空的并改正。'],
    },
  },
  40101: {
    en: {
      meaning: 'A parameter is missing.',
      causes: ['The request lacks something that the call needs.'],
      cures: ["Compare the request with the call's page."],
    },
    zh: { meaning: '缺少参数。', causes: ['请求少了接口必需的内容。'], cures: ['对照接口文档检查请求。'] },
  },
  40129: {
    en: {
      meaning: 'The scene is not valid.',
      causes: ['It is too long, or has characters that are not allowed.'],
      cures: ['Correct the scene.'],
    },
    zh: { meaning: 'scene 无效。', causes: ['太长，或含有不允许的字符。'], cures: ['改正 scene。'] },
  },
  40170: {
    en: {
      meaning: 'There are too many arguments.',
      causes: ['A list in the request exceeds the limit.'],
      cures: ['Send fewer at once.'],
    },
    zh: { meaning: '参数数量超过上限。', causes: ['请求里的列表超过限制。'], cures: ['每次少发一些。'] },
  },
  40178: {
    en: {
      meaning: 'The signature is wrong.',
      causes: ["Key, order or encoding of what was signed differ from WeChat's."],
      cures: ["Compare the signed text, byte by byte, with the call's page."],
    },
    zh: {
      meaning: '签名错误。',
      causes: ['密钥、顺序或编码与微信的不同。'],
      cures: ['按接口文档逐字节核对签名原文。'],
    },
  },
  40190: {
    en: {
      meaning: 'The time of the delegation is not valid.',
      causes: ['It lies in the past or beyond the limit.'],
      cures: ['Correct the time.'],
    },
    zh: { meaning: '委托时间无效。', causes: ['早于现在，或超过上限。'], cures: ['改正时间。'] },
  },
}
