import { type AuthorizerRefreshToken, fetchAuthorization, fetchAuthorizerInfo } from '../api/authorizer.ts'
import { digestText } from '../digest.ts'
import { WeChatError } from '../error.ts'
import { hide, type SecretText } from '../secret.ts'
import { poll } from '../store/poll.ts'
import type { KeptRow } from '../store/store.ts'
import { locate, type PlatformContext } from './context.ts'
import { changeRecord } from './record.ts'
import { buildPlatformError } from './renewal.ts'

/** What an owner granted. */
export interface Authorized {
  appid: string
  /** WeChat's ids of the permission sets: 4 is web authorization, 2 is users. */
  permissions: readonly number[]
  /** False for an account without API ability: nothing can be called for it. */
  callable: boolean
}

const codeKind = 'authorization-code'
// A code lives for at most an hour, and comes by browser and by push within moments.
const rememberMs = 3_600_000
const takenMs = 30_000
const waitMs = 15_000

/**
 * Redeems an authorization code once, whether browser, push or both bring it, among processes too: the first one asks
 * WeChat and saves, the others wait for its answer. After a failure the next one tries again.
 */
export async function takeAuthorization(
  context: PlatformContext,
  code: SecretText | null | undefined,
): Promise<Authorized> {
  const { store, wire } = context
  if (!code)
    throw buildPlatformError('platform_code_missing', 'The owner came back without an authorization code')
  const authorizationCode = hide(code, 'authorization code')
  const key = await digestText('SHA-256', authorizationCode.reveal())
  const taken = await poll(
    async () => {
      const row = await store.get(codeKind, key)
      if (row !== undefined) return readAuthorized(row)
      const options = { expiresAt: wire.now() + takenMs }
      return (await store.compareAndSave(codeKind, key, 0, takenValue, options)) ? 'ours' : undefined
    },
    { waitMs },
  )
  if (taken === undefined)
    throw buildPlatformError('platform_authorization_stuck', 'Another process is redeeming this code')
  if (taken !== 'ours') return taken
  try {
    const authorized = await redeem(context, authorizationCode)
    await store.save(codeKind, key, JSON.stringify(authorized), { expiresAt: wire.now() + rememberMs })
    return authorized
  } catch (error) {
    await store.drop({ kind: codeKind, key }).catch(() => undefined)
    throw error
  }
}

/**
 * As `takeAuthorization`, for a push, which says whose code it is. A code that is used up while nobody here knows what it
 * came to is one whose answer was lost: then WeChat is asked for what it would have brought.
 */
export async function takePushedAuthorization(
  context: PlatformContext,
  { code, appid }: { code: SecretText; appid: string },
): Promise<Authorized> {
  try {
    return await takeAuthorization(context, code)
  } catch (error) {
    const isLost = error instanceof WeChatError && (usedUp.has(error.errcode) || error.code === stuck)
    // Why the code was refused is the one to tell, and worth another push, whatever else goes wrong.
    const found = isLost ? await reclaim(context, appid).catch(() => undefined) : undefined
    if (found === undefined) throw error
    return found
  }
}

const usedUp: ReadonlySet<number | undefined> = new Set([61009, 61010])
const stuck = 'platform_authorization_stuck'

async function reclaim(context: PlatformContext, appid: string): Promise<Authorized | undefined> {
  const { wire, call } = context
  const { refreshToken, permissions } = await call((by) => fetchAuthorizerInfo(wire, { ...by, appid }))
  if (refreshToken === undefined) return undefined
  await saveAuthorization(context, { appid, permissions, refreshTokens: [refreshToken] })
  await context.keeper(appid).drop()
  return { appid, permissions, callable: true }
}

const takenValue = JSON.stringify({ taken: true })

async function redeem(context: PlatformContext, authorizationCode: SecretText): Promise<Authorized> {
  const { wire, call } = context
  const { appid, permissions, tokens } = await call((by) =>
    fetchAuthorization(wire, { ...by, authorizationCode }),
  )
  const refreshTokens = tokens === undefined ? [] : [tokens.refreshToken]
  await saveAuthorization(context, { appid, permissions, refreshTokens })
  // What was kept from the authorization before is dead or poorer by now.
  const keeper = context.keeper(appid)
  if (tokens === undefined) await keeper.drop()
  else await keeper.adopt({ token: tokens.accessToken, expiresAt: tokens.expiresAt })
  return { appid, permissions, callable: tokens !== undefined }
}

async function saveAuthorization(
  context: PlatformContext,
  granted: {
    appid: string
    permissions: readonly number[]
    refreshTokens: readonly AuthorizerRefreshToken[]
  },
): Promise<void> {
  const { appid, ...rest } = granted
  const now = context.wire.now()
  const record = { ...rest, authorizedAt: now, withdrawnAt: undefined }
  if (await changeRecord(locate(context, appid), now, () => record)) return
  throw buildPlatformError('platform_authorization_stuck', `The authorization of ${appid} could not be saved`)
}

function readAuthorized(row: KeptRow): Authorized | undefined {
  const value: Authorized | { taken: true } = JSON.parse(row.value)
  return 'taken' in value ? undefined : value
}
