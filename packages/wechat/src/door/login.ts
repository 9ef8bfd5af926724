export * from '../login/account.ts'
export { type Attempt, findAttempt, type StartAttemptOptions, startAttempt } from '../login/attempt.ts'
export { type AuthorizeScope, type AuthorizeUrlOptions, buildAuthorizeUrl } from '../login/authorize-url.ts'
export * from '../login/callback.ts'
export * from '../login/identity.ts'
export { buildQrconnectUrl, type QrconnectUrlOptions } from '../login/qrconnect-url.ts'
export {
  createSignInAccount,
  type SignInAccount,
  type SignInAccountOptions,
} from '../login/sign-in-account.ts'
export * from '../login/state.ts'
