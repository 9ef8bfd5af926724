export * from '../login/account.ts'
export { type Attempt, findAttempt, type StartAttemptOptions, startAttempt } from '../login/attempt.ts'
export { type AuthorizeScope, type AuthorizeUrlOptions, buildAuthorizeUrl } from '../login/authorize-url.ts'
export * from '../login/callback.ts'
export type { CheckedCode } from '../login/checked-code.ts'
export * from '../login/identity.ts'
export * from '../login/open-data.ts'
export { buildQrconnectUrl, type QrconnectUrlOptions } from '../login/qrconnect-url.ts'
export {
  createSignInAccount,
  type SignInAccount,
  type SignInAccountOptions,
} from '../login/sign-in-account.ts'
export { isCode } from '../wire/shape.ts'
