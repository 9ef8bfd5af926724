export {
  approveHandoff,
  claimHandoff,
  denyHandoff,
  findHandoff,
  type Handoff,
  type HandoffPlace,
  type HandoffRefusal,
  type HandoffStatus,
  redeemHandoff,
  startHandoff,
} from '../way/handoff.ts'
export { readWhere, type Where } from '../way/place.ts'
export { type Channel, desktopHandoff, inWeChat, websiteQr } from '../web/channel.ts'
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
