import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApplicationInput } from './control/applications.ts'
import type { AuthorizationInput } from './control/authorizations.ts'
import type { ClockInput } from './control/clock.ts'
import type { DomainInput, Domains } from './control/domains.ts'
import type { PresetInput } from './control/fault-presets.ts'
import type { PersonInput } from './control/people.ts'
import type { ChatInput, Chatted } from './control/phone-chat.ts'
import type { MiniprogramInput } from './control/phone-miniprogram.ts'
import type { PhoneNumberInput } from './control/phone-number.ts'
import type { Opened, OpenInput } from './control/phone-open.ts'
import type { ScanInput, Scanned } from './control/phone-scan.ts'
import type { PushInput } from './control/push.ts'
import type { PushSettings, PushSettingsInput } from './control/push-settings.ts'
import type { listQrcodes } from './control/qrcodes.ts'
import type { SeedInput } from './control/seed.ts'
import type { FaultInput } from './fault.ts'
import { createSimulator, type Simulator, type SimulatorOptions } from './index.ts'
import type { JournalEntry } from './journal.ts'
import type { Application, Component } from './world/application.ts'
import type { Chat } from './world/chat.ts'
import type { ClockView } from './world/clock.ts'
import type { Delivery } from './world/delivery.ts'
import type { Switches } from './world/switches.ts'
import type { Seed } from './world/town-schema.ts'

/** One person as `state` tells them: openids by appid, the unionid at open-platform account A or null. */
export type PersonState = {
  id: string
  nickname: string
  avatar: string | null
  openids: Record<string, string>
  unionid: string | null
  follows: string[]
}

/** The whole town. */
export type SimulatorState = {
  clock: ClockView
  rules: Switches
  applications: Application[]
  components: Component[]
  people: PersonState[]
}

/** Which deliveries: to this account or platform, of this event. */
export type DeliveryQuery = { to?: string; event?: string; limit?: number }

/** A simulator under test. */
export type TestSimulator = SimulatorControl & { close(): Promise<void> }

/** A simulator under test that answers as WeChat's own hosts too. */
export type TlsTestSimulator = TestSimulator & {
  /** Speaks TLS, and is an HTTP CONNECT proxy to WeChat's hosts: `http://127.0.0.1:<tlsPort>` for `HTTPS_PROXY`. */
  tlsPort: number
  /** Path of the PEM file that clients must trust, for `NODE_EXTRA_CA_CERTS` and the like. */
  certificateFile: string
}

/** How a simulator under test begins: as `createSimulator`, on `port` or a free one. */
export type TestSimulatorOptions = SimulatorOptions & {
  port?: number
  /** Answers over TLS as well; the certificate lies in `folder`, or in a temporary one that `close()` removes. */
  tls?: { folder?: string }
}

/** The simulator's own API. Every call goes through HTTP, as a test in another language would. */
export type SimulatorControl = {
  /** Base URL, for example `http://localhost:40123`. */
  url: string
  state(): Promise<SimulatorState>
  /** Back to the seed: clock, people, switches, faults, journal. */
  reset(): Promise<void>
  /** Newest first; `limit` is 100 unless given. */
  journal(query?: { path?: string; appid?: string; limit?: number }): Promise<{
    total: number
    entries: JournalEntry[]
  }>
  /** Moves the clock forward. */
  advance(seconds: number): Promise<ClockView>
  /** Sets or freezes the clock. */
  clock(body: ClockInput): Promise<ClockView>
  /** Breaks the next matching requests; answers the id to remove it by. */
  fault(body: FaultInput | PresetInput): Promise<string>
  clearFaults(): Promise<void>
  /** Sets switches; answers all of them. */
  rules(body: Partial<Switches>): Promise<Switches>
  /** Opens an authorize link on somebody's phone; allows unless told otherwise. */
  open(body: OpenInput): Promise<Opened>
  /** Scans a QR code with somebody's phone; follows or allows unless told otherwise. */
  scan(body: ScanInput): Promise<Scanned>
  /** The whole town, to keep or to change. */
  seed(): Promise<Seed>
  /** Replaces the town; a reset goes back to this one. */
  plant(seed: SeedInput): Promise<Seed>
  /** An owner authorizes a platform; answers the code for `api_query_auth`. */
  authorize(body: AuthorizationInput): Promise<string>
  /** An owner takes the grant back. */
  unauthorize(component: string, appid: string): Promise<void>
  /** Opens a mini program on somebody's phone; answers the code of its `wx.login`. */
  openMiniprogram(body: MiniprogramInput): Promise<string>
  /** Gives a mini program somebody's phone number; answers the code for `wxa/business/getuserphonenumber`. */
  givePhoneNumber(body: PhoneNumberInput): Promise<string>
  /** Codes that wait to be scanned. */
  qrcodes(): Promise<ReturnType<typeof listQrcodes>>
  /** Adds an account or a platform, or changes one. */
  saveApplication(body: ApplicationInput): Promise<Application | Component>
  addPerson(body: PersonInput): Promise<PersonState>
  /** Follows, and answers when the event was pushed: every try, none where no push URL is set. */
  follow(person: string, appid: string, scene?: string): Promise<Delivery[]>
  unfollow(person: string, appid: string): Promise<Delivery[]>
  /** The person takes the authorization back; tokens given before are dead. */
  withdraw(person: string, appid: string): Promise<Delivery[]>
  /** Sets where pushes go; rejects when the URL does not answer WeChat's check, unless `verify` is false. */
  setPush(body: PushSettingsInput): Promise<PushSettings>
  /** Enters a web authorization domain; its `MP_verify` file is looked for. */
  enterDomain(body: DomainInput): Promise<Domains>
  domains(appid: string): Promise<Domains>
  /** Pushes one event, whether or not it happened, and waits for every try. */
  push(body: PushInput): Promise<Delivery[]>
  /** What was pushed, newest first; `limit` is 100 unless given. */
  deliveries(query?: DeliveryQuery): Promise<{ total: number; deliveries: Delivery[] }>
  /** The very same bytes of a delivery again. */
  replay(id: string): Promise<Delivery[]>
  /** Waits for an accepted push that matches, also one of the past; rejects after 10 s of real time. */
  expectPush(query: DeliveryQuery): Promise<Delivery>
  /** Somebody writes to an account or taps its menu. */
  chat(body: ChatInput): Promise<Chatted>
  chats(query?: { appid?: string; person?: string }): Promise<Chat[]>
  /** Every living app token of the account dies now. */
  expireTokens(appid: string): Promise<void>
}

/** Thrown when the simulator's own API says no, for example because of an unknown switch. */
export class ControlError extends Error {
  readonly code = 'control_failed'
  readonly status: number

  constructor(status: number, text: string) {
    super(`the simulator answered ${status}: ${text}`)
    this.status = status
  }
}

async function ask<Result>(url: string, method: string, body?: unknown): Promise<Result> {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_TYPE }
  const response = await fetch(url, { method, ...init })
  const text = await response.text()
  if (!response.ok) throw new ControlError(response.status, text)
  return JSON.parse(text)
}

const JSON_TYPE = { 'content-type': 'application/json' }

function buildSearch(query: Record<string, string | number>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) search.set(name, String(value))
  return `?${search}`
}

const PUSH_WAIT_MS = 10_000
const PUSH_LOOK_MS = 20

async function waitForPush(
  read: () => Promise<{ deliveries: Delivery[] }>,
  wanted: string,
): Promise<Delivery> {
  const endsAt = performance.now() + PUSH_WAIT_MS
  while (performance.now() < endsAt) {
    const found = (await read()).deliveries.find(({ accepted }) => accepted)
    if (found) return found
    await sleep(PUSH_LOOK_MS)
  }
  throw new ControlError(408, `no accepted push of ${wanted} within ${PUSH_WAIT_MS} ms`)
}

async function openTls(simulator: Simulator, { folder }: { folder?: string }) {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'wxgate-simulator-'))
  const close = async () => {
    await simulator.close()
    if (folder === undefined) rmSync(home, { recursive: true, force: true })
  }
  try {
    const { port: tlsPort, certificateFile } = await simulator.listenTls({ port: 0, folder: home })
    return { tlsPort, certificateFile, close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * Starts a simulator on a free port of the loopback addresses. Instances share nothing: start as many as the
 * tests need. With `tls` it answers as WeChat's own hosts too, on another free port.
 */
export async function startSimulator(
  options: TestSimulatorOptions & { tls: { folder?: string } },
): Promise<TlsTestSimulator>
export async function startSimulator(options?: TestSimulatorOptions): Promise<TestSimulator>
export async function startSimulator(options: TestSimulatorOptions = {}): Promise<TestSimulator> {
  const { port = 0, tls, ...rest } = options
  const simulator = await createSimulator(rest)
  const url = await simulator.listen({ port })
  return { ...connectSimulator(url), close: simulator.close, ...(tls && (await openTls(simulator, tls))) }
}

/** The same calls for a simulator that runs already, that of `wxgate dev` for example. */
export function connectSimulator(url: string): SimulatorControl {
  const get = <Result>(path: string) => ask<Result>(`${url}/__sim/${path}`, 'GET')
  const post = <Result>(path: string, body?: unknown) => ask<Result>(`${url}/__sim/${path}`, 'POST', body)
  const deliver = async (path: string, body?: unknown) =>
    (await post<{ deliveries: Delivery[] }>(path, body)).deliveries
  const person = (id: string, act: string, body: unknown) =>
    deliver(`people/${encodeURIComponent(id)}/${act}`, body)
  const deliveries = (query: DeliveryQuery = {}) =>
    get<{ total: number; deliveries: Delivery[] }>(`deliveries${buildSearch(query)}`)
  return {
    url,
    state: () => get('state'),
    journal: (query = {}) => get(`journal${buildSearch(query)}`),
    advance: (seconds) => post('clock', { advanceSeconds: seconds }),
    clock: (body) => post('clock', body),
    rules: (body) => post('rules', body),
    open: (body) => post('phone/open', body),
    scan: (body) => post('phone/scan', body),
    seed: () => get('seed'),
    plant: (seed) => ask(`${url}/__sim/seed`, 'PUT', seed),
    authorize: async (body) =>
      (await post<{ authorizationCode: string }>('authorizations', body)).authorizationCode,
    async unauthorize(component, appid) {
      await ask(`${url}/__sim/authorizations/${component}/${appid}`, 'DELETE')
    },
    openMiniprogram: async (body) => (await post<{ code: string }>('phone/miniprogram', body)).code,
    givePhoneNumber: async (body) => (await post<{ code: string }>('phone/number', body)).code,
    qrcodes: () => get('qrcodes'),
    saveApplication: (body) => post('applications', body),
    addPerson: (body) => post('people', body),
    fault: async (body) => (await post<{ id: string }>('faults', body)).id,
    async reset() {
      await post('reset')
    },
    async clearFaults() {
      await ask(`${url}/__sim/faults`, 'DELETE')
    },
    follow: (id, appid, scene) => person(id, 'follow', { appid, ...(scene === undefined ? {} : { scene }) }),
    unfollow: (id, appid) => person(id, 'unfollow', { appid }),
    withdraw: (id, appid) => person(id, 'withdraw', { appid }),
    setPush: (body) => post('push/settings', body),
    enterDomain: (body) => post('domains', body),
    domains: (appid) => get(`domains/${appid}`),
    push: (body) => deliver('push', body),
    deliveries,
    replay: (id) => deliver(`deliveries/${encodeURIComponent(id)}/replay`),
    expectPush: (query) => waitForPush(() => deliveries(query), JSON.stringify(query)),
    chat: (body) => post('phone/chat', body),
    chats: async (query = {}) => (await get<{ chats: Chat[] }>(`chats${buildSearch(query)}`)).chats,
    async expireTokens(appid) {
      await post('tokens/expire', { appid })
    },
  }
}
