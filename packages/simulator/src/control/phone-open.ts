import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Fault } from '../fault.ts'
import { ENTRIES } from '../open/authorize-visit.ts'
import { AUTHORIZATION_PATHS, authorizeOnPhone } from '../open/bindcomponent.ts'
import { AUTHORIZE_PATH, visitOnPhone } from '../open/connect-oauth2-authorize.ts'
import { buildFaultError } from '../open/refused-page.ts'
import { noteFragment } from '../rules/browser.ts'
import type { Call } from '../rules/call.ts'
import type { Answer } from '../wire/answer.ts'
import { Problem, readInput } from '../wire/problem.ts'
import { readQuery } from '../wire/query.ts'
import { answerCall } from '../wire/serve.ts'
import { readPerson } from './people.ts'

const openSchema = z.strictObject({
  person: z.string(),
  url: z.string().max(16_384),
  entry: z.enum(ENTRIES).default('link'),
  decision: z.enum(['allow', 'deny', 'ignore']).default('allow'),
  snapshot: z.boolean().default(false),
  /** For a platform's authorization link: the account the owner chooses and the sets; default all on offer. */
  appid: z.string().optional(),
  permissionSets: z.array(z.number().int()).max(200).optional(),
})

/** Body of `POST /__sim/phone/open`. */
export type OpenInput = z.input<typeof openSchema>

/** What the phone shows or where it goes. `duplicates` only with the switch `duplicateCallback`. */
export type Opened =
  | { status: 302; location: string; duplicates?: string[] }
  | { status: 200; page: string; text: string }

function readLink(text: string): URL {
  const url = URL.parse(text)
  const known = [AUTHORIZE_PATH, ...AUTHORIZATION_PATHS]
  if (url && known.includes(url.pathname)) return url
  throw new Problem(400, `url: the phone opens links with these paths only: ${known.join(', ')}`, 'url')
}

function describe(answer: Answer, fault: Fault | undefined): Opened {
  const { location } = answer.headers
  if (answer.status === 302 && location !== undefined) {
    const { duplicates = [] } = answer
    return { status: 302, location, ...(duplicates.length > 0 ? { duplicates } : {}) }
  }
  const page = answer.status === 0 ? undefined : answer.page
  if (page) return { status: 200, page: page.name, text: page.text }
  return { status: 200, page: `fault:${fault?.kind ?? 'none'}`, text: `HTTP ${answer.status}` }
}

/**
 * `POST /__sim/phone/open`: opens an authorize link, or a platform's authorization link, as somebody's phone
 * would, up to the redirect.
 */
export async function openLink(context: Context, body: unknown): Promise<Opened> {
  const { person: id, url: text, decision, appid, permissionSets, ...visit } = readInput(openSchema, body)
  const person = readPerson(context.world, id)
  const url = readLink(text)
  const call: Call = {
    world: context.world,
    now: context.world.clock.now(),
    method: 'GET',
    path: url.pathname,
    query: readQuery(url.search),
    body: '',
    address: '127.0.0.1',
    origin: url.origin,
    warnings: [],
    decidedBy: null,
  }
  const isAuthorize = url.pathname === AUTHORIZE_PATH
  if (isAuthorize) noteFragment(call, url.hash)
  const choice = { appid, permissionSets, isAllowed: decision === 'allow' }
  const answerOpen = () =>
    isAuthorize ? visitOnPhone(call, { person, ...visit }, decision) : authorizeOnPhone(call, choice)
  const { answer, fault } = await answerCall(context, call, { handle: answerOpen, buildFaultError })
  return describe(answer, fault)
}
