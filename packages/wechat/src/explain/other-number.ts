// A number is a code of WeChat's only by what stands around it: ports, processes, sizes and times have as many digits.
const before =
  /(?:(?<![a-z])(?:port|p?pid|process|thread|worker|users?|room|zip(?: code)?|postcode|exit(?:ed)?(?: with)?(?: code| status)?|(?:http|status) code|signal|line|listen(?:ing)?(?: on)?|size|length|len|took|elapsed|duration|[ug]?id|count|total|order|amount|timeout)|端口[^\d]{0,8}|进程|线程|邮编|学号|工号|退出码|退出代码|状态码|信号|监听|大小|长度|耗时|用时|行号|第|共|编号|订单|数量|金额|超时)[ \t]?(?:[:=：#]|是|为|号){0,2}[ \t]?["'(（[]?$/i
const after =
  /^[ \t]?(?:(?:ms|millis(?:econds)?|s|sec|seconds?|minutes?|bytes?|[kmg]?i?b|rows?|lines?|px|qps|connections?|users?|openids?|tokens?|items?)\b|毫秒|秒|分钟|字节|条|次|行|个|元|人|%|端口)/i
const hint =
  /err|fail|invalid|refus|denied|wechat|weixin|redirect|scope|appid|oauth|authoriz|错|失败|异常|微信|公众号|服务号|授权|登录|域名|提示/i
const currency = /[￥¥$€#]$/

/** Whether what stands around a number says that it counts or names something else than an error. */
export function isOtherNumber(text: string, { digits, index }: { digits: string; index: number }): boolean {
  const left = text.slice(Math.max(0, index - 32), index)
  const right = text.slice(index + digits.length, index + digits.length + 16)
  if (isPageNumber(digits) && !hint.test(text)) return true
  return before.test(left) || currency.test(left) || after.test(right) || isExitCode(left)
}

/** The numbers of the authorize page are common ones: postcodes, orders, people. */
function isPageNumber(digits: string): boolean {
  return /^100\d\d$/.test(digits)
}

/** `exit code: 40164`: the word `code` belongs to the number, and `exit` to the word. */
function isExitCode(left: string): boolean {
  return /(?:exit|status|http|退出)[ _-]?(?:code|ret)["']?[ \t]{0,2}[:=：]?[ \t]{0,2}["']?$/i.test(left)
}
