import { startAttempt } from '../login/attempt.ts'
import type { SignInScope } from '../login/identity.ts'
import { buildQrconnectUrl } from '../login/qrconnect-url.ts'
import type { SignInAccount } from '../login/sign-in-account.ts'
import { type Answer, type Ask, goTo } from './ask.ts'
import { issueId, type Kit, type Trip } from './kit.ts'
import { sendLoginPage } from './login-page.ts'

/** An attempt that was begun for this browser, and the cookies that bind it. */
export interface Departure {
  state: string
  cookies: readonly string[]
}

/** Through which account somebody leaves, and what they are asked for. */
export interface Passage {
  appid: string
  scope: SignInScope
}

/** Begins an attempt of this browser: one row, which lives ten minutes. */
export async function begin(kit: Kit, ask: Ask, trip: Trip, { appid, scope }: Passage): Promise<Departure> {
  const { host, cookies } = kit
  const browserId = cookies.readBrowserId(ask) ?? issueId()
  const { state } = await startAttempt({
    store: host.store,
    appid,
    scope,
    browserId,
    context: JSON.stringify(trip),
    now: () => host.now(),
  })
  return { state, cookies: [cookies.writeBrowserId(browserId), cookies.writeLastState(state)] }
}

/** Sends the browser of an attempt to WeChat, from where it comes to the callback of this account. */
export async function leave(
  kit: Kit,
  ask: Ask,
  { appid, scope }: Passage,
  { state, cookies }: Departure,
): Promise<Answer> {
  const account = await kit.host.findAccount(appid)
  if (account === undefined) return await sendLoginPage(kit, ask, 'login_application_refused')
  return goTo(buildWeChatUrl(kit, account, scope, state), cookies)
}

/** Begins an attempt and sends the browser to WeChat with it. */
export async function depart(kit: Kit, ask: Ask, trip: Trip, passage: Passage): Promise<Answer> {
  return await leave(kit, ask, passage, await begin(kit, ask, trip, passage))
}

/** The scope that an attempt was kept with. */
export function readScope(scope: string): SignInScope {
  return scope === 'snsapi_userinfo' || scope === 'snsapi_login' ? scope : 'snsapi_base'
}

function buildWeChatUrl({ host }: Kit, account: SignInAccount, scope: SignInScope, state: string): string {
  const { appid, origins } = account
  const origin = host.findCallbackOrigin?.(appid) ?? host.origin
  const redirectUri = `${origin}${host.paths.callback}/${appid}`
  return scope === 'snsapi_login'
    ? buildQrconnectUrl({ redirectUri, state, appid, origins })
    : account.authorizeUrl({ redirectUri, state, scope })
}
