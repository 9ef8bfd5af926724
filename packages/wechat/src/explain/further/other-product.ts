import type { BriefTable } from '../brief.ts'

/** The page of WeCom's own codes. */
const page = 'developer.work.weixin.qq.com/document/path/90313'
const english = [
  'The call went to qyapi.weixin.qq.com, which is WeCom (企业微信), or a WeCom tool printed the line.',
  `Read WeCom's own table: ${page}. wxgate does not serve WeCom.`,
] as const
const chinese = [
  '调用的是 qyapi.weixin.qq.com，也就是企业微信，或这一行来自企业微信的工具。',
  `请查企业微信自己的错误码表：${page}。wxgate 不支持企业微信。`,
] as const

/** Codes and names of products that wxgate does not serve; only the commonest, to tell them apart. */
export const otherProducts: BriefTable = {
  60020: {
    words: 'not allow to access from your ip',
    kind: 'config',
    en: [
      "Another product: a code of WeCom (企业微信). The caller's address is not among the trusted addresses of the WeCom application.",
      english[0],
      ["Add the address to the trusted IPs (企业可信IP) of the application in WeCom's console.", english[1]],
    ],
    zh: [
      '另一种产品：企业微信的错误码。调用方的 IP 不在该企业微信应用的可信 IP 里。',
      chinese[0],
      ['到企业微信管理后台，把 IP 加进该应用的「企业可信IP」。', chinese[1]],
    ],
  },
  60011: {
    words: 'no privilege to access/modify contact/party/agent',
    kind: 'config',
    en: [
      'Another product: a code of WeCom (企业微信). The application may not see this person or department.',
      english[0],
      english[1],
    ],
    zh: ['另一种产品：企业微信的错误码。应用无权访问这个成员或部门。', chinese[0], chinese[1]],
  },
  60111: {
    words: 'userid not found',
    kind: 'config',
    en: [
      'Another product: a code of WeCom (企业微信). There is no member of this userid.',
      english[0],
      english[1],
    ],
    zh: ['另一种产品：企业微信的错误码。没有这个 userid 的成员。', chinese[0], chinese[1]],
  },
  81013: {
    words: 'user & party & tag all invalid',
    kind: 'config',
    en: [
      'Another product: a code of WeCom (企业微信). The message has no receiver that the application may see.',
      english[0],
      english[1],
    ],
    zh: ['另一种产品：企业微信的错误码。消息没有应用可见的接收者。', chinese[0], chinese[1]],
  },
  40056: {
    words: 'invalid agentid',
    kind: 'config',
    en: ['Another product: a code of WeCom (企业微信). The agentid is not valid.', english[0], english[1]],
    zh: ['另一种产品：企业微信的错误码。agentid 不合法。', chinese[0], chinese[1]],
  },
  'qyapi.weixin.qq.com': {
    kind: 'config',
    en: [
      'Another product: the line is of WeCom (企业微信), where the same numbers mean other things.',
      english[0],
      english[1],
    ],
    zh: ['另一种产品：这一行来自企业微信，同样的数字在那里含义不同。', chinese[0], chinese[1]],
  },
  'api.mch.weixin.qq.com': {
    kind: 'config',
    en: [
      'Another product: the line is of WeChat Pay (微信支付), which has codes of its own.',
      'The call went to api.mch.weixin.qq.com.',
      'Read the table on the page of this very call: pay.weixin.qq.com. wxgate does not serve WeChat Pay.',
    ],
    zh: [
      '另一种产品：这一行来自微信支付，它有自己的错误码。',
      '调用的是 api.mch.weixin.qq.com。',
      '请查该接口文档里的错误码表：pay.weixin.qq.com。wxgate 不支持微信支付。',
    ],
  },
}
