import type { ErrcodeKind } from '../error.ts'
import type { Language } from './prose.ts'

/** The party that has to act, and whether repeating the call helps. */
export const kindProse: Readonly<Record<ErrcodeKind, Readonly<Record<Language, string>>>> = {
  ok: { en: 'Nobody: it was no error.', zh: '没有人：这不是错误。' },
  refreshAppToken: {
    en: "The program: drop the account's token, fetch another, repeat the call once.",
    zh: '程序：丢弃账号的全局令牌，重新获取，把调用重复一次。',
  },
  refreshComponentToken: {
    en: "The program: drop the platform's token, fetch another, repeat the call once.",
    zh: '程序：丢弃平台的令牌，重新获取，把调用重复一次。',
  },
  reauthorizeUser: {
    en: 'The visitor: go through the authorize link again. The same call does not succeed again.',
    zh: '访客：重新走一次授权链接。同样的调用不会成功。',
  },
  reauthorizeAccount: {
    en: "The account's administrator: authorize the third-party platform again. Repeating is useless.",
    zh: '账号管理员：重新授权给第三方平台。重试没有用。',
  },
  retryLater: { en: 'Nobody for now: wait, then repeat.', zh: '暂时没有人：等一等再试。' },
  quota: {
    en: 'The operator: stop calling until the allowance is renewed.',
    zh: '运营者：停止调用，等额度恢复。',
  },
  config: {
    en: 'The operator or the programmer: something has to be changed. Repeating is useless.',
    zh: '运营者或程序员：需要改动设置或程序。重试没有用。',
  },
  userBlocked: { en: 'WeChat refuses this visitor; do not repeat.', zh: '微信拒绝这位访客；不要重试。' },
  unknown: {
    en: 'The programmer: look at the cause; do not repeat by itself.',
    zh: '程序员：查看原因；不要自动重试。',
  },
}
