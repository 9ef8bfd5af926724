import { type Announcements, createAnnouncements } from './announcement.ts'
import { type AppTokens, createAppTokens } from './app-token.ts'
import type { Application, Component } from './application.ts'
import { type Audience, createAudience } from './audience.ts'
import { type Authorizations, createAuthorizations } from './authorization.ts'
import { type Chats, createChats } from './chat.ts'
import { type Clock, createClock } from './clock.ts'
import { type Codes, createCodes } from './code.ts'
import { type ComponentTickets, createComponentTickets } from './component-ticket.ts'
import { type ComponentTokens, createComponentTokens } from './component-token.ts'
import { type Consents, createConsents } from './consent.ts'
import { createDeliveries, type Deliveries } from './delivery.ts'
import { createFailedRequests, type FailedRequests } from './failed-request.ts'
import { createFollows, type Follows } from './follow.ts'
import { createJsCodes, type JsCodes } from './js-code.ts'
import { createJsTickets, type JsTickets } from './js-ticket.ts'
import { createLimits, type Limits } from './limit.ts'
import { createMenus, type Menus } from './menu.ts'
import { createPeople, type People } from './person.ts'
import { createPhoneCodes, type PhoneCodes } from './phone-code.ts'
import { createPlatformCodes, type PlatformCodes } from './platform-code.ts'
import { createScanLogins, type ScanLogins } from './scan-login.ts'
import { createSceneCodes, type SceneCodes } from './scene-code.ts'
import { seedTown } from './seed.ts'
import type { Switches } from './switches.ts'
import { createTemplates, type Templates } from './template.ts'
import type { Seed } from './town-schema.ts'
import { createUserTokens, type UserTokens } from './user-token.ts'

/** Everything the simulated WeChat knows. One object for the whole process; `reset` fills it anew. */
export type World = Town & {
  clock: Clock
  /** What pushes are made of: rules and the phone announce, `push` listens. */
  announcements: Announcements
  deliveries: Deliveries
  /** Makes this the seed and the town; the clock stays, codes and tokens are forgotten. */
  plant(seed: Seed): void
  /** Back to the seed: clock, people, accounts, switches; codes and tokens are forgotten. */
  reset(): void
}

type Town = {
  switches: Switches
  applications: Map<string, Application>
  components: Map<string, Component>
  people: People
  follows: Follows
  consents: Consents
  codes: Codes
  userTokens: UserTokens
  appTokens: AppTokens
  limits: Limits
  jsTickets: JsTickets
  jsCodes: JsCodes
  sceneCodes: SceneCodes
  scanLogins: ScanLogins
  componentTickets: ComponentTickets
  componentTokens: ComponentTokens
  authorizations: Authorizations
  platformCodes: PlatformCodes
  chats: Chats
  menus: Menus
  audience: Audience
  templates: Templates
  phoneCodes: PhoneCodes
  failedRequests: FailedRequests
  /** When the stable token of an appid was last fetched by force, in milliseconds since 1970. */
  stableForcedAt: Map<string, number>
}

function buildPlatforms(seed: Seed, nowMs: number) {
  const componentTickets = createComponentTickets()
  const authorizations = createAuthorizations()
  for (const { appid } of seed.components) componentTickets.issue(appid, nowMs)
  for (const { component, appid, permissionSets } of seed.authorizations) {
    authorizations.grant(component, appid, permissionSets, nowMs).authorization.queried = true
  }
  return {
    components: new Map(seed.components.map((component) => [component.appid, component])),
    componentTickets,
    componentTokens: createComponentTokens(),
    authorizations,
    platformCodes: createPlatformCodes(),
  }
}

function buildPeople(seed: Seed, nowMs: number) {
  const people = createPeople(seed.applications.map(({ appid }) => appid))
  const follows = createFollows()
  for (const { follows: followed, ...person } of seed.people) {
    people.save(person)
    for (const { appid, since = nowMs, scene, qr } of followed) {
      follows.add(person.id, appid, { since, scene, ...(qr ? { qr } : {}) })
    }
  }
  return { people, follows }
}

/** The seed is copied: the town changes, the seed does not. */
function buildTown(given: Seed, nowMs: number): Town {
  const seed = structuredClone(given)
  return {
    switches: seed.rules,
    applications: new Map(seed.applications.map((application) => [application.appid, application])),
    ...buildPeople(seed, nowMs),
    consents: createConsents(),
    codes: createCodes(),
    userTokens: createUserTokens(),
    appTokens: createAppTokens(),
    limits: createLimits(),
    jsTickets: createJsTickets(),
    jsCodes: createJsCodes(),
    sceneCodes: createSceneCodes(),
    scanLogins: createScanLogins(),
    ...buildPlatforms(seed, nowMs),
    chats: createChats(),
    menus: createMenus(new Map(Object.entries(seed.consoleReplies))),
    audience: createAudience(),
    templates: createTemplates(),
    phoneCodes: createPhoneCodes(),
    failedRequests: createFailedRequests(),
    stableForcedAt: new Map(),
  }
}

/** Builds the world of the seed, default the demo town. `systemNow` is the machine's clock in milliseconds. */
export function createWorld(systemNow?: () => number, seed: Seed = seedTown()): World {
  const clock = createClock(systemNow)
  let planted = seed
  const world: World = {
    ...buildTown(planted, clock.now()),
    clock,
    announcements: createAnnouncements(),
    deliveries: createDeliveries(),
    plant(next) {
      planted = next
      world.announcements.clear()
      world.deliveries.clear()
      Object.assign(world, buildTown(planted, clock.now()))
    },
    reset() {
      clock.reset()
      world.plant(planted)
    },
  }
  return world
}
