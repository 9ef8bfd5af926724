import { z } from 'zod'
import { TOWN_APPID_PREFIX } from './application.ts'

const appid = z
  .string()
  .regex(/^wx5a4db0c5[0-9a-f]{8}$/, `begins with ${TOWN_APPID_PREFIX} and has 8 more of 0-9a-f`)
const hosts = z.array(z.string().regex(/^[\w.-]{1,253}$|^\[[\da-f:]+\]$/i, 'a bare host name')).max(20)
const addresses = z.array(z.union([z.ipv4(), z.ipv6()])).max(200)
const name = z.string().min(1).max(60)
const pushUrl = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s/]+/i, 'an http or https URL')
  .refine((url) => URL.canParse(url), 'a URL that can be read')
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
  ipWhiteList: addresses,
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
