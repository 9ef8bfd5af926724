import { places } from '../place.ts'
import type { ProseTable } from '../prose.ts'

/** Codes about the form of a request. */
export const requestProse: ProseTable = {
  40201: {
    en: {
      meaning: 'No callback URL is set.',
      causes: ['The account has no server address for pushes.'],
      cures: [`Set the server's address first: ${places.messagePush.en}.`],
    },
    zh: {
      meaning: '没有设置回调 URL。',
      causes: ['账号没有填写接收推送的服务器地址。'],
      cures: [`先填写服务器地址：${places.messagePush.zh}。`],
    },
  },
  40202: {
    en: {
      meaning: 'The action of the check is not valid.',
      causes: ['It is none of dns, ping and all.'],
      cures: ['Send dns, ping or all.'],
    },
    zh: {
      meaning: '检测动作无效。',
      causes: ['不是 dns、ping、all 之一。'],
      cures: ['用 dns、ping 或 all。'],
    },
  },
  40203: {
    en: {
      meaning: 'The check_operator is not valid.',
      causes: ['It is none of the network operators that WeChat knows.'],
      cures: ['Send CHINANET, UNICOM, CAP or DEFAULT.'],
    },
    zh: {
      meaning: 'check_operator 无效。',
      causes: ['不是微信认识的运营商。'],
      cures: ['用 CHINANET、UNICOM、CAP 或 DEFAULT。'],
    },
  },
  41010: {
    en: {
      meaning: 'The request has no url.',
      causes: ['The parameter is missing or empty.', 'It was cut off because it was not encoded.'],
      cures: ["Send the url under the name on the call's page.", 'Encode it as one value.'],
    },
    zh: {
      meaning: '请求没有带 url。',
      causes: ['参数缺失或为空。', '没有编码而被截断。'],
      cures: ['按接口文档的名称带上 url。', '把它作为一个值编码。'],
    },
  },
  43001: {
    en: {
      meaning: 'This call takes GET.',
      causes: ['The request was a POST or something else.'],
      cures: ['Send a GET.'],
    },
    zh: { meaning: '这个接口要用 GET。', causes: ['请求是 POST 或别的方法。'], cures: ['改用 GET。'] },
  },
  43002: {
    en: {
      meaning: 'This call takes POST.',
      causes: ['The request was a GET, or a redirect turned it into one.'],
      cures: ['Send a POST with a body.'],
    },
    zh: {
      meaning: '这个接口要用 POST。',
      causes: ['请求是 GET，或被跳转变成了 GET。'],
      cures: ['改用带正文的 POST。'],
    },
  },
  43003: {
    en: {
      meaning: 'This call takes https.',
      causes: ['The request was plain http.'],
      cures: ['Call the https address.'],
    },
    zh: { meaning: '这个接口要用 HTTPS。', causes: ['请求用的是 http。'], cures: ['改用 https 地址。'] },
  },
  44002: {
    en: {
      meaning: 'The POST has no body.',
      causes: ['The body was empty or was not sent.'],
      cures: ["Send the body of the call's page, at least {}."],
    },
    zh: {
      meaning: 'POST 的正文是空的。',
      causes: ['正文为空，或没有发出。'],
      cures: ['按接口文档发送正文，至少是 {}。'],
    },
  },
  45002: {
    en: {
      meaning: 'The content is too long.',
      causes: ['A text in the request exceeds the limit.'],
      cures: ['Shorten the text.'],
    },
    zh: { meaning: '内容太长。', causes: ['请求里的文字超过限制。'], cures: ['缩短内容。'] },
  },
  47001: {
    en: {
      meaning: 'The body cannot be read.',
      causes: ['It is not valid JSON or XML, or its Content-Type or encoding says otherwise.'],
      cures: ['Send valid JSON in UTF-8, made by a library and not by hand.'],
    },
    zh: {
      meaning: '正文无法解析。',
      causes: ['不是有效的 JSON 或 XML，或 Content-Type、编码不符。'],
      cures: ['用库生成有效的 UTF-8 JSON，不要手工拼接。'],
    },
  },
  47002: {
    en: {
      meaning: 'The body cannot be read because of characters written as \\uXXXX.',
      causes: ['The JSON library escapes Chinese characters.'],
      cures: ['Send plain UTF-8.'],
    },
    zh: {
      meaning: '正文因 \\uXXXX 形式的字符无法解析。',
      causes: ['JSON 库把中文转义了。'],
      cures: ['直接发送 UTF-8。'],
    },
  },
  49004: {
    en: {
      meaning: 'The signature does not match.',
      causes: ['The session key or the signed text is not the right one.'],
      cures: ['Sign the very text that is sent, with the current key.'],
    },
    zh: {
      meaning: '签名不匹配。',
      causes: ['session_key 或签名原文不对。'],
      cures: ['用当前的密钥，对发送的原文签名。'],
    },
  },
  61451: {
    en: {
      meaning: 'A parameter is not valid.',
      causes: ['A value has the wrong form.'],
      cures: ["Compare the request with the call's page."],
    },
    zh: { meaning: '参数无效。', causes: ['某个值的形式不对。'], cures: ['对照接口文档检查请求。'] },
  },
}
