import type { Words } from '../packages/simulator/src/rules/rule.ts'

/**
 * Rules that refuse on a guess without a switch that would let the request pass, and why nothing sensible could be
 * answered then. A test holds every other guess to a switch.
 */
export const guessedRefusals: Readonly<Record<string, Words>> = {
  authorize_appid_known: { en: 'no account to sign in to', zh: '没有可登录的账号' },
  login_code_living: { en: 'no sign-in to confirm', zh: '没有可确认的登录' },
  authorization_component_known: { en: 'no platform to authorize', zh: '没有可授权的平台' },
  grant_standing: { en: 'what was taken back cannot be given', zh: '已撤回的授权不能再使用' },
  account_has_authorized: { en: 'what was taken back cannot be given', zh: '已取消的授权不能再使用' },
  product_is_mini_program: { en: 'no session outside mini programs', zh: '小程序之外没有会话' },
  product_has_app_token: { en: 'no token of this kind', zh: '没有这种令牌' },
  menu_shape: { en: 'no menu that could be shown', zh: '没有可显示的菜单' },
  arguments_have_shape: { en: 'no list to work on', zh: '没有可处理的列表' },
  ticket_type_known: { en: 'no ticket to give', zh: '没有可返回的 ticket' },
  component_ticket_present: { en: 'no ticket to exchange', zh: '没有可交换的 ticket' },
  path_simulated: { en: 'no answer to give', zh: '没有可返回的内容' },
  custom_message_has_shape: { en: 'no message that could be shown', zh: '没有可显示的消息' },
}
