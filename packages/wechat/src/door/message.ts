export type { MessageFormat } from '../message/envelope.ts'
export type { AccountMessage, PlatformMessage, WeChatMessage } from '../message/event.ts'
export type { MessageFields, MessageValue } from '../message/field.ts'
export type { MessageQuery } from '../message/query.ts'
export {
  type MessageKeys,
  type ReceivedMessage,
  type ReceiveOptions,
  receiveMessage,
} from '../message/receive.ts'
export { type Reply, successReply } from '../message/reply.ts'
export { verifyUrl } from '../message/verify-url.ts'
