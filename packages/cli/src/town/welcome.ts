import type { Output } from '../output.ts'
import { demoClient } from './demo.ts'
import type { Town } from './town.ts'

/** Tells a person what to open, which credentials exist and what to try next, in both languages. */
export function tellTown(output: Output, { gateway, simulator, app }: Town): void {
  const { bold } = output
  output.talk(`
${bold('wxgate is ready. Everything is simulated: no account, no domain, no phone.')}
${bold('wxgate 已就绪。一切都是模拟的：不需要公众号、域名和手机。')}

  ${bold(app)}  ${bold('open this: the sample app 打开它：示例应用')}
  ${gateway}  gateway 网关 (OpenID Connect issuer)
  ${simulator}  simulator: WeChat on localhost 模拟器：本机上的微信

  client 客户端: ${demoClient.id} / ${demoClient.secret}, redirect URI ${app}/callback
  account 账号: wx5a4db0c500000001 演示茶馆 / 5ec00000000000000000000000000001

  Next 接下来
  1. Sign in as 小明, sign out, sign in again: the second time WeChat is not asked for the profile.
     以小明登录，退出，再登录：第二次不再向微信要资料。
  2. Refuse on the phone page, or sign in as Alice, who follows nobody.
     在手机页面点拒绝；或以没有关注公众号的 Alice 登录。
  3. The direct door, without OpenID Connect: ${gateway}/login/demo?return_to=${app}/
     不用 OpenID Connect 的直接入口。

  Ctrl-C ends it; people stay in the state directory for the next start.
  Ctrl-C 结束；用户保留在状态目录里，下次还在。
`)
}
