import { startAttempt } from '../login/attempt.ts'
import type { SignInScope } from '../login/identity.ts'
import { issueId, type LoginKit, sendOn, type Visit } from './kit.ts'

/** How a visitor leaves for WeChat. */
export interface Departure {
  appid: string
  scope: SignInScope
  buildUrl: (link: { redirectUri: string; state: string }) => string
}

/** Starts an attempt of this browser and sends it to WeChat, from where it comes to the callback of this account. */
export async function depart(
  kit: LoginKit,
  request: Request,
  visit: Visit,
  { appid, scope, buildUrl }: Departure,
): Promise<Response> {
  const { store, origin, path, now, cookies } = kit
  const browserId = cookies.readBrowserId(request) ?? issueId()
  const context = JSON.stringify(visit)
  const { state } = await startAttempt({ store, appid, scope, browserId, context, now })
  const url = buildUrl({ redirectUri: `${origin}${path}/callback/${appid}`, state })
  return sendOn(url, [cookies.writeBrowserId(browserId)])
}
