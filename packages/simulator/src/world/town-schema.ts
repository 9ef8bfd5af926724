import { z } from 'zod'
import { TOWN_APPID_PREFIX } from './application.ts'
import { switchesSchema } from './switches.ts'

const appid = z
  .string()
  .regex(/^wx5a4db0c5[0-9a-f]{8}$/, `begins with ${TOWN_APPID_PREFIX} and has 8 more of 0-9a-f`)
const hosts = z.array(z.string().regex(/^[\w.-]{1,253}$|^\[[\da-f:]+\]$/i, 'a bare host name')).max(20)
const address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
const addresses = z.array(address).max(200)
/** Mini programs may write a star for the last parts; WeChat lets official accounts write none. */
const starred = z.string().regex(/^(?:\d{1,3}\.){1,3}\*$/, 'an address, a range, or 172.0.0.*')
const applicationAddresses = z.array(z.union([address, starred])).max(200)
const name = z.string().min(1).max(60)
/** Addresses that machines have among themselves alone, the keys of a cloud's machines among them (RFC 3927, RFC 4291). */
function isLinkLocal(host: string): boolean {
  return /^169\.254\.|^\[fe[89ab]/i.test(host)
}

/** Where pushes may go. WeChat reaches the internet alone; the simulator reaches what its owner's machine does. */
export const pushUrl = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s/]+/i, 'an http or https URL')
  .refine((url) => URL.canParse(url), 'a URL that can be read')
  .refine((url) => !isLinkLocal(URL.parse(url)?.hostname ?? ''), 'an address other than a link-local one')
  .nullable()
const push = {
  token: z.string().regex(/^[a-zA-Z0-9]{3,32}$/, '3 to 32 letters and digits'),
  encodingAesKey: z.string().regex(/^[a-zA-Z0-9]{43}$/, '43 letters and digits'),
}
const secret = z.string().regex(/^[0-9a-f]{32}$/, '32 of 0-9a-f')
const sets = z.array(z.number().int().min(1).max(999)).max(200)

/** One account, whole. */
export const applicationSchema = z.strictObject({
  appid,
  secret,
  kind: z.enum(['service', 'subscription', 'test', 'website', 'miniprogram']),
  name,
  nameEn: name,
  verified: z.boolean(),
  openPlatform: z.string().min(1).max(60).nullable(),
  webDomains: hosts,
  // Towns that were written before it was there have it off, as most accounts do.
  requireHttps: z.boolean().default(false),
  ipWhiteList: applicationAddresses,
  migratedFrom: z.strictObject({ appid, at: z.number().int().min(0) }).nullable(),
  originalId: z.string().regex(/^gh_[0-9a-f]{12}$/, 'gh_ and 12 of 0-9a-f'),
  ...push,
  pushUrl,
  pushMode: z.enum(['plain', 'compatible', 'safe']),
})

/** One third-party platform, whole. */
export const componentSchema = z.strictObject({
  appid,
  secret,
  kind: z.literal('platform'),
  name,
  nameEn: name,
  launchDomain: z.string().regex(/^[\w.-]{1,253}$/, 'a bare host name'),
  webDomains: hosts,
  ipWhiteList: addresses,
  permissionSets: sets,
  ...push,
  eventUrl: pushUrl,
  messageUrl: pushUrl,
})

const menuName = z.string().min(1).max(60)
const menuItem = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('click'), name: menuName, key: z.string().max(128) }),
  z.strictObject({ type: z.literal('view'), name: menuName, url: z.string().max(1_024) }),
  z.strictObject({ type: z.literal('text'), name: menuName, value: z.string().max(2_048) }),
])
const reply = z.string().max(2_048).nullable()

const followSchema = z.strictObject({
  appid,
  /** Milliseconds since 1970; left out: the moment of the import. */
  since: z.number().int().min(0).optional(),
  scene: z.string().max(64).default('ADD_SCENE_SEARCH'),
  qr: z.strictObject({ scene: z.number().int().min(0), sceneText: z.string().max(64) }).optional(),
})

const personSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/, 'letters, digits, _ and -, at most 64'),
  nickname: z.string().max(200),
  avatar: z.string().min(1).max(64).nullable(),
  hasUnionid: z.boolean().default(true),
  follows: z.array(followSchema).max(1_000).default([]),
})

/** A whole town: what `GET /__sim/seed` tells and `PUT /__sim/seed` takes. */
export const seedSchema = z.strictObject({
  applications: z.array(applicationSchema).max(1_000),
  components: z.array(componentSchema).max(100),
  people: z.array(personSchema).max(20_000),
  authorizations: z
    .array(z.strictObject({ component: appid, appid, permissionSets: sets }))
    .max(10_000)
    .default([]),
  /** Menus and automatic replies set in the console, by appid. */
  consoleReplies: z
    .record(
      appid,
      z.strictObject({
        menu: z
          .array(z.union([menuItem, z.strictObject({ name: menuName, items: z.array(menuItem).max(5) })]))
          .max(3),
        welcome: reply,
        answer: reply,
        keywords: z
          .array(
            z.strictObject({
              name: z.string().min(1).max(60),
              words: z
                .array(
                  z.strictObject({
                    word: z.string().min(1).max(30),
                    match: z.enum(['contain', 'equal']).default('contain'),
                  }),
                )
                .min(1)
                .max(10),
              answers: z.array(z.string().min(1).max(2_048)).min(1).max(5),
            }),
          )
          .max(200)
          .default([]),
      }),
    )
    .default({}),
  rules: switchesSchema.default(() => switchesSchema.parse({})),
})

/** A whole town with every default filled in. */
export type Seed = z.infer<typeof seedSchema>

/** Accounts that the town speaks of but does not have, and ids that stand twice; each with the field's name. */
export function listSeedProblems(seed: Seed): string[] {
  const appids = seed.applications.map((application) => application.appid)
  const components = seed.components.map((component) => component.appid)
  const isMissing = (field: string, name: string, known: string[]) =>
    known.includes(name) ? [] : [`${field}: ${name} is not in the town`]
  const findTwice = (field: string, names: string[]) =>
    names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${field}: ${name} stands twice`)
  return [
    ...findTwice('applications', [...appids, ...components]),
    ...findTwice('people', [...seed.people.map(({ id }) => id)]),
    ...seed.people.flatMap(({ follows }, at) =>
      follows.flatMap((follow) => isMissing(`people.${at}.follows`, follow.appid, appids)),
    ),
    ...seed.authorizations.flatMap((grant, at) => [
      ...isMissing(`authorizations.${at}`, grant.appid, appids),
      ...isMissing(`authorizations.${at}`, grant.component, components),
    ]),
    ...Object.keys(seed.consoleReplies).flatMap((name) => isMissing('consoleReplies', name, appids)),
  ]
}
