import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { Problem } from '../wire/problem.ts'
import { readQuery } from '../wire/query.ts'
import { isCrossSite, readBodyText } from '../wire/request.ts'
import { saveApplication } from './applications.ts'
import { addAuthorization, listAuthorizations, removeAuthorization } from './authorizations.ts'
import { changeClock } from './clock.ts'
import { listDeliveries, replayDelivery } from './deliveries.ts'
import { enterDomain, listDomains } from './domains.ts'
import { streamEvents } from './events.ts'
import { describePresets } from './fault-presets.ts'
import { addFault, clearFaults, listFaults, removeFault } from './faults.ts'
import { followAccount, unfollowAccount, withdrawConsent } from './follow.ts'
import { readJournal } from './journal.ts'
import { savePerson } from './people.ts'
import { chatOnPhone, listChats, readMenuOf } from './phone-chat.ts'
import { openMiniprogram } from './phone-miniprogram.ts'
import { givePhoneNumber } from './phone-number.ts'
import { openLink } from './phone-open.ts'
import { scanCode } from './phone-scan.ts'
import { sendPush } from './push.ts'
import { savePushSettings } from './push-settings.ts'
import { listQrcodes } from './qrcodes.ts'
import { resetEverything } from './reset.ts'
import { changeRules } from './rules.ts'
import { exportSeed, importSeed, readSeedSchema } from './seed.ts'
import { readState } from './state.ts'
import { expireTokens } from './tokens-expire.ts'

type WithId = { Params: { id: string } }

/** The JSON of a request; an empty body is an empty object. */
function readJson(request: FastifyRequest): unknown {
  const text = readBodyText(request.body)
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem(400, 'body: is not JSON', 'body')
  }
}

function checkSameSite(request: FastifyRequest): void {
  if (request.method === 'GET' || !isCrossSite(request)) return
  throw new Problem(403, 'a page of another site may not use this API')
}

/** The simulator's own API, one line each. Nothing here is written to the journal. */
export function routeControl(app: FastifyInstance, context: Context): void {
  app.register(async (control) => {
    control.addHook('onRequest', async (request) => checkSameSite(request))
    control.get('/__sim/state', () => readState(context))
    control.post('/__sim/reset', () => resetEverything(context))
    control.get('/__sim/journal', ({ url }) =>
      readJournal(context, readQuery(url.slice('/__sim/journal'.length))),
    )
    control.get('/__sim/events', (request, reply) => streamEvents(context, request, reply))
    control.get('/__sim/clock', () => context.world.clock.view())
    control.post('/__sim/clock', (request) => changeClock(context, readJson(request)))
    control.post('/__sim/rules', (request) => changeRules(context, readJson(request)))
    control.post('/__sim/applications', (request) => saveApplication(context, readJson(request)))
    control.get('/__sim/seed', () => exportSeed(context))
    control.put('/__sim/seed', (request) => importSeed(context, readJson(request)))
    control.get('/__sim/seed/schema', () => readSeedSchema())
    control.get('/__sim/authorizations', () => listAuthorizations(context))
    control.post('/__sim/authorizations', (request) => addAuthorization(context, readJson(request)))
    control.delete<{ Params: { component: string; appid: string } }>(
      '/__sim/authorizations/:component/:appid',
      ({ params }) => removeAuthorization(context, params),
    )
    control.post('/__sim/people', (request) => savePerson(context, readJson(request)))
    control.post<WithId>('/__sim/people/:id/follow', (request) =>
      followAccount(context, request.params.id, readJson(request)),
    )
    control.post<WithId>('/__sim/people/:id/unfollow', (request) =>
      unfollowAccount(context, request.params.id, readJson(request)),
    )
    control.post<WithId>('/__sim/people/:id/withdraw', (request) =>
      withdrawConsent(context, request.params.id, readJson(request)),
    )
    control.get('/__sim/faults', () => listFaults(context))
    control.get('/__sim/faults/presets', () => describePresets())
    control.post('/__sim/faults', (request) => addFault(context, readJson(request)))
    control.delete('/__sim/faults', () => clearFaults(context))
    control.delete<WithId>('/__sim/faults/:id', ({ params }) => removeFault(context, params.id))
    control.post('/__sim/phone/miniprogram', (request) => openMiniprogram(context, readJson(request)))
    control.post('/__sim/phone/number', (request) => givePhoneNumber(context, readJson(request)))
    control.post('/__sim/phone/scan', (request) => scanCode(context, readJson(request)))
    control.get('/__sim/qrcodes', () => listQrcodes(context))
    control.post('/__sim/phone/open', (request) => openLink(context, readJson(request)))
    control.post('/__sim/phone/chat', (request) => chatOnPhone(context, readJson(request)))
    control.get('/__sim/chats', ({ url }) => listChats(context, readQuery(url.slice('/__sim/chats'.length))))
    control.get<WithId>('/__sim/menus/:id', ({ params }) => readMenuOf(context, params.id))
    control.post('/__sim/domains', (request) => enterDomain(context, readJson(request)))
    control.get<WithId>('/__sim/domains/:id', ({ params }) => listDomains(context, params.id))
    control.post('/__sim/push', (request) => sendPush(context, readJson(request)))
    control.post('/__sim/push/settings', (request) => savePushSettings(context, readJson(request)))
    control.get('/__sim/deliveries', ({ url }) =>
      listDeliveries(context, readQuery(url.slice('/__sim/deliveries'.length))),
    )
    control.post<WithId>('/__sim/deliveries/:id/replay', ({ params }) => replayDelivery(context, params.id))
    control.post('/__sim/tokens/expire', (request) => expireTokens(context, readJson(request)))
  })
}
