export * from './api/oauth.ts'
export * from './api/token.ts'
export * from './api/user.ts'
export * from './credential/app-token.ts'
export { createKeeper, type Keeper, type KeeperEvent, type KeeperOptions } from './credential/keeper.ts'
export * from './error.ts'
export * from './login/account.ts'
export { type Attempt, findAttempt, type StartAttemptOptions, startAttempt } from './login/attempt.ts'
export * from './login/authorize-url.ts'
export * from './login/callback.ts'
export * from './login/identity.ts'
export * from './login/state.ts'
export * from './message/message.ts'
export { createMemoryStore } from './store/memory.ts'
export { createRedisStore, type RedisStoreOptions } from './store/redis.ts'
export * from './store/store.ts'
export type { Answer } from './wire/answer.ts'
export {
  createWire,
  fetchAnswer,
  type Wire,
  type WireEvent,
  type WireRequest,
} from './wire/call.ts'
export { type Errcode, errcodes, type PageCode, pageCodes, readErrcode } from './wire/errcode.ts'
export { readErrcodeKind } from './wire/errcode-kind.ts'
export { type Origins, originsAt, wechatOrigins } from './wire/origins.ts'
export { isOpenid } from './wire/shape.ts'
