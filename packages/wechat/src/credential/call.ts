import { type ErrcodeKind, WeChatError } from '../error.ts'
import type { Secret } from '../secret.ts'
import type { Keeper } from './keeper.ts'

/** A keeper of something that calls are made with. */
export interface TokenKeeper<Use extends string> extends Keeper<Use> {
  /**
   * Runs `use` with the token. When WeChat refuses the token it is dropped if it is still the current one, and `use`
   * runs exactly once more. A second refusal is `credential_token_refused`, and drops that token too: somebody else
   * fetches tokens for this account, or `use` passes the token to a call that wants another kind. Where fetching has
   * not helped lately, the first refusal is: see `Refusal`.
   */
  call<T>(use: (token: Secret<Use>) => Promise<T>): Promise<T>
}

/** Adds `call` to a keeper; `stale` is the kind of WeChat's refusals that speak of this kind of token. */
export function createTokenKeeper<Use extends string>(
  keeper: Keeper<Use>,
  stale: ErrcodeKind,
): TokenKeeper<Use> {
  const isStale = (error: unknown): error is WeChatError =>
    error instanceof WeChatError && error.code === 'wire_errcode' && error.kind === stale
  return { ...keeper, call: (use) => callWithToken(keeper, use, isStale) }
}

async function callWithToken<Use extends string, T>(
  keeper: Keeper<Use>,
  use: (token: Secret<Use>) => Promise<T>,
  isStale: (error: unknown) => error is WeChatError,
): Promise<T> {
  const { token } = await keeper.get()
  try {
    return await use(token)
  } catch (error) {
    if (!isStale(error)) throw error
    const refusal = await keeper.refuse(token)
    if (refusal === 'slowed' || refusal === 'confirmed') throw buildRefusedError(error, reasons[refusal])
  }
  const { token: next } = await keeper.get()
  try {
    return await use(next)
  } catch (error) {
    if (!isStale(error)) throw error
    const refusal = await keeper.refuse(next)
    throw buildRefusedError(error, refusal === 'superseded' ? reasons.dropped : reasons[refusal])
  }
}

const reasons = {
  dropped: 'and the token before it as well',
  slowed: 'as it did to four more within ten minutes, each within seconds of its fetch',
  confirmed: 'although it has just given this very token again: the call wants another kind of token',
} as const

function buildRefusedError(error: WeChatError, reason: string): WeChatError {
  const { errcode, errmsg, rid, path, kind } = error
  return new WeChatError(
    'credential_token_refused',
    `WeChat refused a token at ${path}, ${reason}: ${errmsg}`,
    {
      errcode,
      errmsg,
      rid,
      path,
      kind,
      cause: error,
    },
  )
}
