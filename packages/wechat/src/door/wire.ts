export type { Answer } from '../wire/answer.ts'
export {
  createWire,
  fetchAnswer,
  type Wire,
  type WireEvent,
  type WireOptions,
  type WireRequest,
} from '../wire/call.ts'
export { fetchFile, type WeChatFile } from '../wire/file.ts'
export { type Origins, originsAt, wechatOrigins } from '../wire/origins.ts'
