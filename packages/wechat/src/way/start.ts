import { admit } from './admission.ts'
import { type Answer, type Ask, goTo } from './ask.ts'
import { depart } from './depart.ts'
import { startHandoff } from './handoff.ts'
import type { HandoffTrip } from './handoff-trip.ts'
import { issueId, type Kit, type Trip } from './kit.ts'
import { sendLoginPage } from './login-page.ts'
import type { Place } from './place.ts'
import { locate } from './pretend-phone.ts'
import { readComputer } from './read-computer.ts'
import { chooseRoute, type Step } from './route.ts'

/** The steps that keep something; the others are pages with words alone. */
const keeping: ReadonlySet<Step> = new Set(['authorize', 'qr', 'code', 'card'])

/** Sends a browser on the way that fits the place where it runs. */
export async function startTrip(
  kit: Kit,
  ask: Ask,
  wanted: Trip,
  place: Place = locate(kit, ask),
): Promise<Answer> {
  const { visit } = wanted
  const { step, channel } = chooseRoute(place, await kit.host.listChannels(visit))
  if (channel === undefined) return await sendLoginPage(kit, ask, 'login_plain', { visit })
  const admitted = keeping.has(step) ? await admit(kit, ask, wanted) : { trip: wanted }
  if ('refused' in admitted) return admitted.refused
  const { trip } = admitted
  const { appid } = channel
  switch (step) {
    case 'authorize':
      return await depart(kit, ask, trip, { appid, scope: 'snsapi_base' })
    case 'qr':
      return await depart(kit, ask, trip, { appid, scope: 'snsapi_login' })
    case 'code':
    case 'card':
      return await startCode(kit, ask, trip, { appid, layout: step })
    case 'computer':
      return await sendLoginPage(kit, ask, 'login_computer', { visit })
    case 'mini-program':
      return await sendLoginPage(kit, ask, 'login_mini_program', { visit })
    default:
      return await sendLoginPage(kit, ask, 'login_plain', { visit })
  }
}

/** A code of our own for the phone, or a link for the same phone, and a page that waits. */
async function startCode(
  kit: Kit,
  ask: Ask,
  trip: Trip,
  { appid, layout }: Pick<HandoffTrip, 'appid' | 'layout'>,
): Promise<Answer> {
  const { host, cookies } = kit
  const browserId = cookies.readBrowserId(ask) ?? issueId()
  const computer = readComputer(ask.header('user-agent'))
  const context: HandoffTrip = { ...trip, appid, layout, computer, address: ask.address }
  const { handle } = await startHandoff({
    store: host.store,
    now: () => host.now(),
    browserId,
    context: JSON.stringify(context),
  })
  return goTo(`${host.origin}${host.paths.desktop}/${handle}`, [cookies.writeBrowserId(browserId)])
}
