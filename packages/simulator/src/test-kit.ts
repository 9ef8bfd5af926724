import type { ClockInput } from './control/clock.ts'
import type { PersonInput } from './control/people.ts'
import type { Opened, OpenInput } from './control/phone-open.ts'
import type { FaultInput } from './fault.ts'
import { createSimulator, type SimulatorOptions } from './index.ts'
import type { JournalEntry } from './journal.ts'
import type { Application, Component } from './world/application.ts'
import type { ClockView } from './world/clock.ts'
import type { Switches } from './world/switches.ts'

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

/** A simulator under test. */
export type TestSimulator = SimulatorControl & { close(): Promise<void> }

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
  fault(body: FaultInput): Promise<string>
  clearFaults(): Promise<void>
  /** Sets switches; answers all of them. */
  rules(body: Partial<Switches>): Promise<Switches>
  /** Opens an authorize link on somebody's phone; allows unless told otherwise. */
  open(body: OpenInput): Promise<Opened>
  addPerson(body: PersonInput): Promise<PersonState>
  follow(person: string, appid: string, scene?: string): Promise<void>
  unfollow(person: string, appid: string): Promise<void>
  /** The person takes the authorization back; tokens given before are dead. */
  withdraw(person: string, appid: string): Promise<void>
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

/**
 * Starts a simulator on a free port of the loopback addresses. Instances share nothing: start as many as the
 * tests need. The options are those of `createSimulator`, and a `port`.
 */
export async function startSimulator(
  options: SimulatorOptions & { port?: number } = {},
): Promise<TestSimulator> {
  const { port = 0, ...rest } = options
  const simulator = await createSimulator(rest)
  const url = await simulator.listen({ port })
  return { ...connectSimulator(url), close: simulator.close }
}

/** The same calls for a simulator that runs already, that of `wxgate dev` for example. */
export function connectSimulator(url: string): SimulatorControl {
  const get = <Result>(path: string) => ask<Result>(`${url}/__sim/${path}`, 'GET')
  const post = <Result>(path: string, body?: unknown) => ask<Result>(`${url}/__sim/${path}`, 'POST', body)
  const person = (id: string, act: string, body: unknown) =>
    post<unknown>(`people/${encodeURIComponent(id)}/${act}`, body)
  return {
    url,
    state: () => get('state'),
    journal: (query = {}) => get(`journal${buildSearch(query)}`),
    advance: (seconds) => post('clock', { advanceSeconds: seconds }),
    clock: (body) => post('clock', body),
    rules: (body) => post('rules', body),
    open: (body) => post('phone/open', body),
    addPerson: (body) => post('people', body),
    fault: async (body) => (await post<{ id: string }>('faults', body)).id,
    async reset() {
      await post('reset')
    },
    async clearFaults() {
      await ask(`${url}/__sim/faults`, 'DELETE')
    },
    async follow(id, appid, scene) {
      await person(id, 'follow', { appid, ...(scene === undefined ? {} : { scene }) })
    },
    async unfollow(id, appid) {
      await person(id, 'unfollow', { appid })
    },
    async withdraw(id, appid) {
      await person(id, 'withdraw', { appid })
    },
    async expireTokens(appid) {
      await post('tokens/expire', { appid })
    },
  }
}
