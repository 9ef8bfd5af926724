import type { BriefTable } from '../brief.ts'
import { places } from '../place.ts'

const body = {
  en: 'Give the sample code the body as it came, before any parser touches it.',
  zh: '把收到的正文原样交给示例代码，不要先经过解析。',
}

/**
 * The texts that are shown while a push URL is saved, and the numbers of WeChat's sample code for pushes, which SDKs of every
 * language repeat. Source: WeChat's page on encrypted messages, with its sample code; the console's texts as reported.
 */
export const push: BriefTable = {
  200302: {
    words: 'verify token fail (token验证失败)',
    kind: 'config',
    en: [
      'The console could not verify the push URL: the answer to its GET was not exactly echostr.',
      [
        'The token at the server is another than the one typed in the console.',
        'The answer has quotes, a BOM, a newline, or the HTML of a framework around echostr.',
        'Another host answered, or the program is not running yet.',
      ],
      [
        'Answer 200 with echostr alone, as text/plain.',
        'Put the same token at both places, then save again. WeChat sends this GET only while you save.',
        `The place is ${places.messagePush.en}; a mini program's is ${places.miniProgramPush.en}.`,
      ],
    ],
    zh: [
      '后台无法验证推送 URL：对 GET 的应答不是原样的 echostr。',
      [
        '服务器上的 Token 与后台填写的不同。',
        '应答的 echostr 带了引号、BOM、换行，或框架的 HTML。',
        '应答的是另一台主机，或程序还没有运行。',
      ],
      [
        '以 text/plain 应答 200，内容只有 echostr。',
        '两处填写同一个 Token，再保存一次。微信只在保存时发送这个 GET。',
        `位置：${places.messagePush.zh}；小程序在 ${places.miniProgramPush.zh}。`,
      ],
    ],
  },
  '-107': {
    words: 'token check timeout (请求URL超时)',
    kind: 'config',
    en: [
      'WeChat got no answer from the push URL within 5 seconds.',
      [
        'The URL has a port other than 80 and 443, or a firewall holds WeChat back.',
        'The host has no public address, its DNS name is wrong, or its certificate chain is incomplete.',
        'The program takes long to start.',
      ],
      [
        'Open the URL from outside of your network, from a phone without Wi-Fi for example.',
        `Use port 80 or 443 and a complete certificate chain, then save again: ${places.messagePush.en}.`,
      ],
    ],
    zh: [
      '微信 5 秒内没有得到推送 URL 的应答。',
      [
        'URL 用了 80、443 以外的端口，或防火墙挡住了微信。',
        '主机没有公网地址、域名解析有误，或证书链不完整。',
        '程序启动太慢。',
      ],
      [
        '从你的网络之外打开这个 URL，例如用不连 Wi-Fi 的手机。',
        `用 80 或 443 端口和完整的证书链，再保存一次：${places.messagePush.zh}。`,
      ],
    ],
  },
  '-40001': {
    words: 'ValidateSignatureError',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: the signature of a push does not fit.',
      [
        'The token at the receiver is another than in the console.',
        'The wrong parameter is compared: an encrypted push is signed by msg_signature, not by signature.',
        'The body was read or changed before, so that Encrypt is not the text that was signed.',
      ],
      [
        `Compare the token: ${places.messagePush.en}.`,
        'Compare msg_signature with the digest of token, timestamp, nonce and Encrypt.',
      ],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：推送的签名不符。',
      [
        '接收方的 Token 与后台的不同。',
        '比较了错误的参数：加密的推送用 msg_signature 签名，不是 signature。',
        '正文先被读取或改动，Encrypt 已不是签名时的文字。',
      ],
      [
        `核对 Token：${places.messagePush.zh}。`,
        '用 token、timestamp、nonce 和 Encrypt 的摘要与 msg_signature 比较。',
      ],
    ],
  },
  '-40002': {
    words: 'ParseXmlError',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: the XML of a push cannot be read.',
      ['A framework read the body first, or it is JSON: mini programs may choose it.'],
      [body.en],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：推送的 XML 无法解析。',
      ['框架先读取了正文，或内容是 JSON（小程序可以选择）。'],
      [body.zh],
    ],
  },
  '-40003': {
    words: 'ComputeSignatureError',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: the SHA-1 of a push could not be computed.',
      ['A parameter is empty, or the runtime has no SHA-1.'],
      ['Check that timestamp, nonce and msg_signature of the query reach the code.'],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：推送的 SHA-1 签名计算失败。',
      ['参数为空，或运行环境没有 SHA-1。'],
      ['确认 query 里的 timestamp、nonce 和 msg_signature 传到了代码里。'],
    ],
  },
  '-40004': {
    words: 'IllegalAesKey',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: the EncodingAESKey is not one.',
      ['It does not have 43 characters: it was cut off, or copied with a blank or an = at its end.'],
      [`Copy its 43 letters and digits again: ${places.messagePush.en}.`],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：EncodingAESKey 不合法。',
      ['不是 43 位：被截断，或末尾多了空格或 =。'],
      [`重新复制 43 位字母和数字：${places.messagePush.zh}。`],
    ],
  },
  '-40005': {
    words: 'ValidateAppidError',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: the push opened, but it is for another appid.',
      [
        'The receiver is configured with another account: the appid of the mini program and not of the service account, say.',
        "A third-party platform: the message carries the platform's appid, not the account's.",
      ],
      ['Configure the appid of the account, or of the platform, whose push URL this is.'],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：推送解开了，但它属于另一个 appid。',
      [
        '接收方配置的是另一个账号，例如小程序而不是服务号的 appid。',
        '第三方平台：消息里是平台的 appid，不是账号的。',
      ],
      ['配置这个推送 URL 所属的账号（或平台）的 appid。'],
    ],
  },
  '-40006': {
    words: 'EncryptAESError',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: the reply could not be encrypted.',
      ['The EncodingAESKey is not one, or the runtime lacks AES-256-CBC.'],
      [`Compare the EncodingAESKey: ${places.messagePush.en}.`],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：回复加密失败。',
      ['EncodingAESKey 不合法，或运行环境没有 AES-256-CBC。'],
      [`核对 EncodingAESKey：${places.messagePush.zh}。`],
    ],
  },
  '-40007': {
    words: 'DecryptAESError',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: the push could not be decrypted.',
      [
        'The EncodingAESKey is another than in the console, or was changed a moment ago.',
        'The body was re-encoded on the way: a + became a blank, for example.',
        'An old Java runtime refuses keys of 256 bits.',
      ],
      [
        `Compare the EncodingAESKey: ${places.messagePush.en}.`,
        'Keep the old key for a while after a change.',
        body.en,
      ],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：推送解密失败。',
      [
        'EncodingAESKey 与后台的不同，或刚刚更换过。',
        '正文途中被重新编码，例如 + 变成了空格。',
        '旧的 Java 运行环境不接受 256 位密钥。',
      ],
      [`核对 EncodingAESKey：${places.messagePush.zh}。`, '更换之后，旧的再保留一段时间。', body.zh],
    ],
  },
  '-40008': {
    words: 'IllegalBuffer',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: what was decrypted is no message.',
      [
        'The EncodingAESKey is another than in the console.',
        "The padding was read in blocks of 16 bytes; WeChat's blocks have 32.",
      ],
      [
        `Compare the EncodingAESKey: ${places.messagePush.en}.`,
        'Switch automatic padding off and take away 1 to 32 bytes.',
      ],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：解密得到的内容不是消息。',
      ['EncodingAESKey 与后台的不同。', '按 16 字节一块去掉填充；微信的块是 32 字节。'],
      [`核对 EncodingAESKey：${places.messagePush.zh}。`, '关闭自动填充，自己去掉 1 到 32 个字节。'],
    ],
  },
  '-40009': {
    words: 'EncodeBase64Error',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: Base64 could not be written.',
      'A text was given where bytes belong.',
      ['Give bytes and not a text to the encoder.'],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：Base64 编码失败。',
      '该给字节却给了文字。',
      ['交给编码函数的应是字节，不是文字。'],
    ],
  },
  '-40010': {
    words: 'DecodeBase64Error',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: the Encrypt field is not Base64.',
      ['The body was cut off or decoded twice on its way.'],
      [body.en],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：Encrypt 字段不是 Base64。',
      ['正文途中被截断或解码了两次。'],
      [body.zh],
    ],
  },
  '-40011': {
    words: 'GenReturnXmlError',
    kind: 'config',
    en: [
      'The sample code at the receiver reports, and not WeChat: the XML of a reply could not be written.',
      ['A field is missing, or has characters that XML does not allow.'],
      ['Write the reply with a library, with its text in CDATA.'],
    ],
    zh: [
      '接收方的示例代码（不是微信）报告：回复的 XML 生成失败。',
      ['缺少字段，或含有 XML 不允许的字符。'],
      ['用库生成回复，文字放进 CDATA。'],
    ],
  },
}
