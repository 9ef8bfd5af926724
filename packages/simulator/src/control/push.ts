import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import { MENU_INPUTS, type SimulatedEvent } from '../world/announcement.ts'
import { issueUsedPreAuthCode } from '../world/authorization-change.ts'
import { deriveOpenid } from '../world/identity.ts'
import { listEvents } from '../world/push-event.ts'
import type { World } from '../world/world.ts'
import { checkAppid, readPerson } from './people.ts'

const text = z.string().max(2_048)
const fields = {
  /** Appid of an account, or of a platform for the events of platforms. */
  to: z.string(),
  /** How often the same message is sent, each time encrypted anew. */
  times: z.number().int().min(1).max(1_000).default(1),
  /** Default: as the account is set up; platforms always have safe mode. */
  mode: z.enum(['plain', 'compatible', 'safe']).optional(),
}
const ofPerson = {
  ...fields,
  /** Whose event it is; default the first person of the town. */
  person: z.string().optional(),
  /** In the place of `person`: any text. */
  openid: z.string().min(1).max(64).optional(),
}
const ofPlatform = {
  ...fields,
  /** Appid of the account that authorizes; default the first that has. */
  authorizer: z.string().optional(),
}
const code = { ...ofPlatform, authorizationCode: text.optional(), preAuthCode: text.optional() }

const pushSchema = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('subscribe'),
    ...ofPerson,
    scene: text.optional(),
    ticket: text.optional(),
  }),
  z.strictObject({ event: z.literal('unsubscribe'), ...ofPerson }),
  z.strictObject({
    event: z.literal('SCAN'),
    ...ofPerson,
    scene: text.min(1).default('1'),
    ticket: text.min(1).optional(),
  }),
  z.strictObject({ event: z.literal('CLICK'), ...ofPerson, key: text.default('') }),
  z.strictObject({ event: z.literal('VIEW'), ...ofPerson, key: text.default('') }),
  z.strictObject({ event: z.literal('view_miniprogram'), ...ofPerson, key: text.default('') }),
  z.strictObject({ event: z.literal(MENU_INPUTS), ...ofPerson, key: text.default('') }),
  z.strictObject({
    event: z.literal('TEMPLATESENDJOBFINISH'),
    ...ofPerson,
    status: z.enum(['success', 'failed:user block', 'failed:system failed']).default('success'),
  }),
  z.strictObject({ event: z.literal('text'), ...ofPerson, content: text.default('你好') }),
  z.strictObject({ event: z.literal('user_info_modified'), ...ofPerson }),
  z.strictObject({
    event: z.literal('user_authorization_revoke'),
    ...ofPerson,
    revokeInfo: text.optional(),
  }),
  z.strictObject({ event: z.literal('user_authorization_cancellation'), ...ofPerson }),
  z.strictObject({ event: z.literal('component_verify_ticket'), ...fields, ticket: text.optional() }),
  z.strictObject({ event: z.literal('authorized'), ...code }),
  z.strictObject({ event: z.literal('updateauthorized'), ...code }),
  z.strictObject({ event: z.literal('unauthorized'), ...ofPlatform }),
])

/** Body of `POST /__sim/push`. */
export type PushInput = z.input<typeof pushSchema>

type Wanted = z.infer<typeof pushSchema>
type PlatformName = (typeof PLATFORM_EVENTS)[number]
type OfPlatform = Extract<Wanted, { event: PlatformName }>
type OfPerson = Exclude<Wanted, OfPlatform>

const KNOWN = pushSchema.options.flatMap(({ shape }) => [...shape.event.values])
const PLATFORM_EVENTS = ['component_verify_ticket', 'authorized', 'updateauthorized', 'unauthorized'] as const

function isOfPlatform(wanted: Wanted): wanted is OfPlatform {
  return PLATFORM_EVENTS.some((event) => event === wanted.event)
}

function readOpenid(world: World, { to, openid, person }: OfPerson): string {
  if (openid !== undefined) return openid
  const id = person ?? world.people.list()[0]?.id ?? ''
  return deriveOpenid(readPerson(world, id).id, to)
}

/** The ticket of a code with this scene: a push of a scan never comes without one. */
function issueScene(world: World, appid: string, sceneText: string): string {
  const expiresAt = world.clock.now() + 60_000
  return world.sceneCodes.issue({ appid, scene: { scene: 0, sceneText }, expiresAt }).ticket
}

/** A website hears of withdrawals alone, a mini program nothing of following: WeChat sends them no more. */
function checkEvent(world: World, { to, event }: OfPerson): void {
  const kind = world.applications.get(to)?.kind ?? 'service'
  const events = listEvents(kind)
  if (events.includes(event)) return
  throw new Problem(400, `event: WeChat sends ${event} to no ${kind}; it gets ${events.join(', ')}`, 'event')
}

function buildOfPerson(world: World, wanted: OfPerson): SimulatedEvent {
  checkAppid(world, wanted.to, 'to')
  checkEvent(world, wanted)
  const about = { appid: wanted.to, openid: readOpenid(world, wanted) }
  switch (wanted.event) {
    case 'subscribe': {
      const { scene } = wanted
      const ticket = wanted.ticket ?? (scene === undefined ? undefined : issueScene(world, wanted.to, scene))
      const qr = { ...(scene === undefined ? {} : { scene }), ...(ticket === undefined ? {} : { ticket }) }
      return { kind: 'subscribe', ...about, ...qr }
    }
    case 'SCAN': {
      const { scene, ticket = issueScene(world, wanted.to, scene) } = wanted
      return { kind: 'SCAN', ...about, scene, ticket }
    }
    case 'text':
      return { kind: 'text', ...about, content: wanted.content }
    case 'user_authorization_revoke': {
      const { event: kind, revokeInfo } = wanted
      return { kind, ...about, ...(revokeInfo === undefined ? {} : { revokeInfo }) }
    }
    case 'TEMPLATESENDJOBFINISH': {
      const { event: kind, status } = wanted
      return { kind, ...about, messageId: world.templates.takeMessageId(), status }
    }
    case 'unsubscribe':
    case 'user_info_modified':
    case 'user_authorization_cancellation':
      return { kind: wanted.event, ...about }
    default:
      return { kind: wanted.event, ...about, eventKey: wanted.key }
  }
}

function takeTicket(world: World, component: string): string {
  const now = world.clock.now()
  const newest = world.componentTickets.newest(component)
  return newest && newest.expiresAt > now
    ? newest.ticket
    : world.componentTickets.issue(component, now).ticket
}

function readAuthorizer(world: World, component: string, authorizer: string | undefined): string {
  const appid = authorizer ?? world.authorizations.of(component)[0]?.appid ?? ''
  checkAppid(world, appid, 'authorizer')
  return appid
}

function buildOfPlatform(world: World, wanted: OfPlatform): SimulatedEvent {
  const component = wanted.to
  if (!world.components.has(component)) {
    throw new Problem(
      404,
      `to: ${wanted.event} goes to a platform, and none has the appid ${component}`,
      'to',
    )
  }
  const kind = wanted.event
  if (kind === 'component_verify_ticket') {
    return { kind, component, ticket: wanted.ticket ?? takeTicket(world, component) }
  }
  const appid = readAuthorizer(world, component, wanted.authorizer)
  if (kind === 'unauthorized') return { kind, component, appid }
  const issued = world.platformCodes.issue(
    { component, appid },
    world.switches.authCodeSeconds,
    world.clock.now(),
  )
  const authorizationCode = wanted.authorizationCode ?? issued.code
  const preAuthCode = wanted.preAuthCode ?? issueUsedPreAuthCode(world, component)
  const authorizationCodeExpiresAt = issued.expiresAt
  return { kind, component, appid, authorizationCode, authorizationCodeExpiresAt, preAuthCode }
}

const namedSchema = z.looseObject({ event: z.unknown() })

/**
 * `POST /__sim/push`: sends one event whether or not it happened; nothing in the town changes. Answers when
 * every try is over, with no deliveries where no URL is set.
 */
export async function sendPush({ world, push }: Context, body: unknown) {
  const { event: name } = readInput(namedSchema, body)
  if (!KNOWN.some((known) => known === name)) {
    throw new Problem(400, `event: there is no such event; known ones: ${KNOWN.join(', ')}`, 'event')
  }
  const wanted = readInput(pushSchema, body)
  const event = isOfPlatform(wanted) ? buildOfPlatform(world, wanted) : buildOfPerson(world, wanted)
  const { deliveries } = await push.tell(event, { mode: wanted.mode, times: wanted.times })
  return { deliveries }
}
