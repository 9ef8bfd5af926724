import { z } from 'zod'
import type { Context } from '../context.ts'
import { isLoopbackHost } from '../push/post.ts'
import { checkPushUrl } from '../push/verify-url.ts'
import { Problem, readInput } from '../wire/problem.ts'
import { pushUrl } from '../world/town-schema.ts'
import { saveApplication } from './applications.ts'
import { checkAppid } from './people.ts'

const address = pushUrl.optional()
const keys = {
  appid: z.string(),
  token: z.string().optional(),
  encodingAesKey: z.string().optional(),
  /** Whether a reset of the town keeps what is set now. */
  keep: z.boolean().default(false),
}

const accountSchema = z.strictObject({
  ...keys,
  url: address,
  mode: z.enum(['plain', 'compatible', 'safe']).optional(),
  verify: z.boolean().default(true),
})

const platformSchema = z.strictObject({
  ...keys,
  eventUrl: address,
  messageUrl: address,
  launchDomain: z.string().optional(),
})

/**
 * Body of `POST /__sim/push/settings`. What is left out stays; a URL of null ends the pushes. Of an account
 * `url`, `mode` and `verify` (default true: the URL must answer WeChat's GET); of a platform `eventUrl`,
 * `messageUrl` (with `$APPID$`) and `launchDomain`. `keep: true` makes all of it part of the town that a reset
 * goes back to.
 */
export type PushSettingsInput = z.input<typeof accountSchema> | z.input<typeof platformSchema>

function listWarnings(urls: (string | null | undefined)[]): string[] {
  return urls
    .flatMap((url) => (url ? [new URL(url)] : []))
    .filter((url) => url.port !== '')
    .map(({ host, hostname }) =>
      isLoopbackHost(hostname)
        ? `${host}: WeChat pushes to ports 80 and 443 alone; let pass because the host is loopback`
        : `${host}: WeChat pushes to ports 80 and 443 alone`,
    )
}

async function checkUrl({ world }: Context, url: string, token: string): Promise<void> {
  const about = { nowMs: world.clock.now(), deadlineMs: world.switches.pushDeadlineMs }
  const problem = await checkPushUrl(url, token, about)
  if (problem !== null) throw new Problem(400, `url: not saved; ${problem}`, 'url')
}

function saveSettings(context: Context, changes: { appid: string }, keep: boolean): void {
  saveApplication(context, changes)
  if (keep) {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined)
    const before = context.keptSettings.get(changes.appid)
    const kept = { ...before, ...Object.fromEntries(given), appid: changes.appid }
    context.keptSettings.set(changes.appid, kept)
  }
  context.ticketRounds.tick()
}

/** Puts the settings that were to be kept into a town that was just reset; accounts that are gone stay gone. */
export function restoreSettings(context: Context): void {
  const { applications, components } = context.world
  for (const changes of context.keptSettings.values()) {
    if (applications.has(changes.appid) || components.has(changes.appid)) saveApplication(context, changes)
  }
  context.ticketRounds.tick()
}

async function saveAccount(context: Context, body: unknown) {
  const { appid, url, token, encodingAesKey, mode, verify, keep } = readInput(accountSchema, body)
  checkAppid(context.world, appid, 'appid')
  const before = context.world.applications.get(appid)
  const changes = { appid, token, encodingAesKey, pushUrl: url, pushMode: mode }
  if (url && verify) await checkUrl(context, url, token ?? before?.token ?? '')
  saveSettings(context, changes, keep)
  return { ok: true, warnings: listWarnings([url]) }
}

function savePlatform(context: Context, body: unknown) {
  const { keep, ...changes } = readInput(platformSchema, body)
  saveSettings(context, changes, keep)
  return { ok: true, warnings: listWarnings([changes.eventUrl, changes.messageUrl]) }
}

const namedSchema = z.looseObject({ appid: z.string() })

/** `POST /__sim/push/settings`: where an account's or a platform's pushes go, and how they are written. */
export async function savePushSettings(context: Context, body: unknown): Promise<PushSettings> {
  const { appid } = readInput(namedSchema, body)
  return context.world.components.has(appid) ? savePlatform(context, body) : saveAccount(context, body)
}

/** That it was saved, and what real WeChat would not have let pass. */
export type PushSettings = { ok: boolean; warnings: string[] }
