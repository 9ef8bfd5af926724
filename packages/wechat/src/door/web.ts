export { desktopHandoff } from '../web/desktop-handoff.ts'
export * from '../web/handoff.ts'
export { inWeChat } from '../web/in-wechat.ts'
export type { Channel } from '../web/kit.ts'
export {
  createKoaLogin,
  createKoaMessageHandler,
  type KoaContext,
  type KoaLogin,
} from '../web/koa.ts'
export * from '../web/login.ts'
export {
  createMessageHandler,
  type MessageAction,
  type MessageHandler,
  type MessageHandlerOptions,
} from '../web/message-handler.ts'
export * from '../web/node.ts'
export { createNodeMessageHandler, type NodeMessageHandler } from '../web/node-message-handler.ts'
export type { NodeRequest, NodeResponse } from '../web/node-request.ts'
export type { BaseVisitor, ProfileVisitor, Visitor } from '../web/visitor.ts'
export { websiteQr } from '../web/website-qr.ts'
export { readWhere, type Where } from '../web/where.ts'
