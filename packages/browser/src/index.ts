export { WxgateError, type WxgateErrorCode } from './error.ts'
export type { Page } from './page.ts'
export { createWxgate, type Session, type SignInOptions, type Wxgate, type WxgateOptions } from './wxgate.ts'
