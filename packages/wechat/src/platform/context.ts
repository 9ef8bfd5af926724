import type { ByComponent } from '../api/with-component.ts'
import { buildAuthorizerKey } from '../credential/authorizer-token.ts'
import type { TokenKeeper } from '../credential/call.ts'
import type { Store } from '../store/store.ts'
import type { Wire } from '../wire/call.ts'
import type { RecordPlace } from './record.ts'
import type { TicketKeeper } from './ticket.ts'

/** What the steps of a platform work with. */
export interface PlatformContext {
  wire: Wire
  store: Store
  componentAppid: string
  ticket: TicketKeeper
  /** Runs a call of the platform with its token, once more with a fresh one when WeChat refuses it. */
  call<T>(use: (by: ByComponent) => Promise<T>): Promise<T>
  /** The keeper of an account's token, one for each account in this process. */
  keeper(appid: string): TokenKeeper<'app token'>
}

/** Where the record of an account lies. */
export function locate({ store, componentAppid }: PlatformContext, appid: string): RecordPlace {
  return { store, key: buildAuthorizerKey({ componentAppid, appid }) }
}
