import { type Announcements, createAnnouncements } from './announcement.ts'
import { type AppTokens, createAppTokens } from './app-token.ts'
import type { Application, Component } from './application.ts'
import { type Authorizations, createAuthorizations } from './authorization.ts'
import { type Chats, createChats } from './chat.ts'
import { type Clock, createClock } from './clock.ts'
import { type Codes, createCodes } from './code.ts'
import { type ComponentTickets, createComponentTickets } from './component-ticket.ts'
import { type ComponentTokens, createComponentTokens } from './component-token.ts'
import { type Consents, createConsents } from './consent.ts'
import { createDeliveries, type Deliveries } from './delivery.ts'
import { createFollows, type Follows } from './follow.ts'
import { createJsCodes, type JsCodes } from './js-code.ts'
import { createJsTickets, type JsTickets } from './js-ticket.ts'
import { createLimits, type Limits } from './limit.ts'
import { createMenus, type Menus } from './menu.ts'
import { createPeople, type People } from './person.ts'
import { createPlatformCodes, type PlatformCodes } from './platform-code.ts'
import { createScanLogins, type ScanLogins } from './scan-login.ts'
import { createSceneCodes, type SceneCodes } from './scene-code.ts'
import {
  seedApplications,
  seedAuthorizations,
  seedComponents,
  seedConsoleReplies,
  seedPeople,
} from './seed.ts'
import { buildSwitches, type Switches } from './switches.ts'
import { createUserTokens, type UserTokens } from './user-token.ts'

/** Everything the simulated WeChat knows. One object for the whole process; `reset` fills it anew. */
export type World = Town & {
  clock: Clock
  /** What pushes are made of: rules and the phone announce, `push` listens. */
  announcements: Announcements
  deliveries: Deliveries
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
  /** When the stable token of an appid was last fetched by force, in milliseconds since 1970. */
  stableForcedAt: Map<string, number>
}

function buildPlatforms(nowMs: number) {
  const componentTickets = createComponentTickets()
  const authorizations = createAuthorizations()
  for (const { appid } of seedComponents()) componentTickets.issue(appid, nowMs)
  for (const { component, appid, permissionSets } of seedAuthorizations()) {
    authorizations.grant(component, appid, permissionSets, nowMs).authorization.queried = true
  }
  return {
    componentTickets,
    componentTokens: createComponentTokens(),
    authorizations,
    platformCodes: createPlatformCodes(),
  }
}

function buildTown(nowMs: number): Town {
  const applications = new Map(seedApplications().map((application) => [application.appid, application]))
  const people = createPeople([...applications.keys()])
  const follows = createFollows()
  for (const { person, follows: appids } of seedPeople()) {
    people.save(person)
    for (const appid of appids) follows.add(person.id, appid, { since: nowMs, scene: 'ADD_SCENE_SEARCH' })
  }
  return {
    switches: buildSwitches(),
    applications,
    components: new Map(seedComponents().map((component) => [component.appid, component])),
    people,
    follows,
    consents: createConsents(),
    codes: createCodes(),
    userTokens: createUserTokens(),
    appTokens: createAppTokens(),
    limits: createLimits(),
    jsTickets: createJsTickets(),
    jsCodes: createJsCodes(),
    sceneCodes: createSceneCodes(),
    scanLogins: createScanLogins(),
    ...buildPlatforms(nowMs),
    chats: createChats(),
    menus: createMenus(seedConsoleReplies()),
    stableForcedAt: new Map(),
  }
}

/** Builds the seeded world. `systemNow` is the machine's clock in milliseconds since 1970. */
export function createWorld(systemNow?: () => number): World {
  const clock = createClock(systemNow)
  const world: World = {
    ...buildTown(clock.now()),
    clock,
    announcements: createAnnouncements(),
    deliveries: createDeliveries(),
    reset() {
      clock.reset()
      world.announcements.clear()
      world.deliveries.clear()
      Object.assign(world, buildTown(clock.now()))
    },
  }
  return world
}
