// What an account is made of: its token, its ticket, and whatever else expires.
export { type AppTokenOptions, createAppTokenKeeper } from '../credential/app-token.ts'
export type { TokenKeeper } from '../credential/call.ts'
export type {
  CallAnswer,
  CallBody,
  Caller,
  CallQuery,
  DownloadOptions,
  UploadFile,
} from '../credential/caller.ts'
export { createKeeper, type Keeper, type KeeperEvent, type KeeperOptions } from '../credential/keeper.ts'
export { type PageSignature, type SignPageOptions, signPage } from '../credential/page-signature.ts'
export type { Refusal } from '../credential/refusal.ts'
export { createTicketKeeper, type TicketOptions } from '../credential/ticket.ts'
