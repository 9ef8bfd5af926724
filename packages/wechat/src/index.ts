export * from './door/everyday-api.ts'
export * from './door/everyday-credential.ts'
export * from './door/login.ts'
export * from './door/message.ts'
export * from './door/store.ts'
export * from './door/wire.ts'
export {
  type ErrcodeKind,
  type UsageErrorCode,
  WeChatError,
  type WeChatErrorCode,
  type WeChatErrorDetails,
} from './error.ts'
export { hide, Secret, type SecretText } from './secret.ts'
