/** What the English words of a rule's source are in Chinese; longer ones first, since they hold shorter ones. */
const phrases: readonly (readonly [string, string])[] = [
  ['third-party platforms, calling component APIs', '第三方平台，调用平台接口'],
  ['third-party platforms, authorizer data', '第三方平台，授权方数据'],
  ['third-party platforms, ', '第三方平台，'],
  ['JS-SDK, appendix 1', 'JS-SDK，附录 1'],
  ['trouble page of the open platform', '开放平台排错页'],
  ['trouble page of web authorization', '网页授权排错页'],
  ['message push: settings of the server', '消息推送：服务器配置'],
  ['table of return codes', '返回码表'],
  ['limits of API calls', '接口调用频次'],
  ['migration of official accounts', '公众号迁移'],
  ['openApi management', 'openApi 管理'],
  ['customer messages', '客服消息'],
  ['custom menus', '自定义菜单'],
  ['tags of users', '用户标签'],
  ['remark of a user', '用户备注'],
  ['template messages', '模板消息'],
  ['(bytes or characters is unconfirmed', '（按字节还是字符计未证实'],
  ['(the answer is unconfirmed', '（应答未证实'],
  ['WeChat’s documentation: ', '微信文档：'],
  ['WeChat’s documentation, ', '微信文档：'],
  ['; that it is this errcode is unconfirmed', '（是否为此错误码未证实）'],
  ['(the lifetime; the errcode is unconfirmed', '（有效期；错误码未证实'],
  ['(the number; the errcode is unconfirmed', '（数值；错误码未证实'],
  ['(the number is unconfirmed', '（数值未证实'],
  ['(the errcode is unconfirmed', '（错误码未证实'],
  ['(the page is unconfirmed', '（页面未证实'],
  ['(the page is captured', '（页面有实测'],
  ['(the errcode is captured, its text is unconfirmed', '（错误码有实测，文字未证实'],
  ['(what WeChat does is unconfirmed', '（微信如何处理未证实'],
  ['API IP white list', 'API IP 白名单'],
  ['(what the page does is unconfirmed', '（页面的行为未证实'],
  ['(at this call unconfirmed', '（此接口是否如此未证实'],
  [' below /cgi-bin/, ', ' 用于 /cgi-bin/，'],
  [' below /sns/', ' 用于 /sns/'],
  ['unconfirmed: what WeChat does with a value out of range', '未证实：超出范围时微信如何处理'],
  ['unconfirmed: seen by one project', '未证实：有一个项目见过'],
  ['unconfirmed: seen by several', '未证实：多人见过'],
  ['unconfirmed: seen once', '未证实：见过一次'],
  ['unconfirmed; the text is captured', '未证实；文字有实测'],
  ['captured many times', '多次实测'],
  ['the simulator’s own limit', '模拟器自己的限制'],
  ['the simulator’s own rule', '模拟器自己的规则'],
  ['unconfirmed', '未证实'],
  [' (', '（'],
  [' （', '（'],
  ['(', '（'],
  [')', '）'],
]

/** An address becomes a link that is named by its last part. */
function linkAddress(text: string): string {
  return text.replace(/https:\S+/, (url) => `[${url.split('/').at(-1)?.replace('.html', '')}](${url})`)
}

function translate(text: string): string {
  return phrases.reduce((so, [en, zh]) => so.replaceAll(en, zh), text)
}

/** Where a rule is known from, in the language of the page. The switch stands in a column of its own. */
export function writeSource(given: string, language: 'en' | 'zh'): string {
  const source = given.replace(/ \(switch \w+\)|, switch \w+/, '')
  if (language === 'en') return linkAddress(source)
  const [, before = '', url = '', after = ''] = /^(.*?)(https:\S+)?( .*)?$/.exec(source) ?? []
  return url === '' ? translate(source) : `${before}${linkAddress(url)}${translate(after.trim())}`
}
