// A number is a code of WeChat's only by what stands around it: ports, processes, sizes and times have as many digits.
const before =
  /(?:(?<![a-z])(?:port|p?pid|process|thread|exit(?:ed)?(?: with)?(?: code| status)?|(?:http|status) code|signal|line|listen(?:ing)?(?: on)?|size|length|len|took|elapsed|duration|[ug]?id|count|total|order|amount|timeout)|端口|进程|线程|退出码|退出代码|状态码|信号|监听|大小|长度|耗时|用时|行号|第|共|编号|订单|数量|金额|超时)[ \t]?(?:[:=：#]|是|为|号){0,2}[ \t]?["'(（[]?$/i
const after =
  /^[ \t]?(?:(?:ms|s|sec|seconds?|minutes?|bytes?|[kmg]?i?b|rows?|lines?|px|qps|connections?|users?|openids?|tokens?|items?)\b|毫秒|秒|分钟|字节|条|次|行|个|元|人|%|端口)/i
const currency = /[￥¥$€#]$/

/** Whether what stands around a number says that it counts or names something else than an error. */
export function isOtherNumber(text: string, { digits, index }: { digits: string; index: number }): boolean {
  const left = text.slice(Math.max(0, index - 32), index)
  const right = text.slice(index + digits.length, index + digits.length + 16)
  return before.test(left) || currency.test(left) || after.test(right) || isExitCode(left)
}

/** `exit code: 40164`: the word `code` belongs to the number, and `exit` to the word. */
function isExitCode(left: string): boolean {
  return /(?:exit|status|http|退出)[ _-]?(?:code|ret)["']?[ \t]{0,2}[:=：]?[ \t]{0,2}["']?$/i.test(left)
}
