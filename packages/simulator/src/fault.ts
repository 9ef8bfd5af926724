import { z } from 'zod'

const text = z.string().max(200)
const scope = {
  /** Exact path, for example `/sns/userinfo`, or its beginning and `*`; without one every WeChat path. */
  path: text.startsWith('/').optional(),
  appid: text.optional(),
  /** How many requests it hits before it is gone. */
  times: z.number().int().min(1).max(1_000_000).default(1),
  probability: z.number().min(0).max(1).default(1),
  /** Simulated seconds after which it is gone whatever `times` says; without it only `times` counts. */
  forSeconds: z.number().min(1).max(31_556_952).optional(),
  /** Milliseconds to wait before anything else. */
  delayMs: z.number().int().min(0).max(600_000).default(0),
}
const status = z.number().int().min(200).max(599)

/**
 * The faults that can be set. `errcode`, `http`, `html`, `empty`, `body`, `big-body`, `reset` and `hang` stand
 * in the place of the call, which then does nothing; `slow`, `merge`, `truncate`, `drip` and
 * `commit-then-reset` let it act and spoil the answer.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('errcode'),
    ...scope,
    errcode: z.number().int(),
    errmsg: text.optional(),
  }),
  z.strictObject({ kind: z.literal('http'), ...scope, status }),
  z.strictObject({ kind: z.literal('html'), ...scope, status: status.default(200) }),
  z.strictObject({ kind: z.literal('empty'), ...scope, status: status.default(200) }),
  z.strictObject({
    kind: z.literal('body'),
    ...scope,
    status: status.default(200),
    body: z.string().max(1_000_000),
    contentType: text.regex(/^[\x20-\x7e]+$/).optional(),
  }),
  z.strictObject({
    kind: z.literal('merge'),
    ...scope,
    set: z.record(z.string(), z.unknown()).default({}),
    unset: z.array(z.string()).default([]),
  }),
  z.strictObject({ kind: z.literal('truncate'), ...scope }),
  z.strictObject({
    kind: z.literal('big-body'),
    ...scope,
    bytes: z.number().int().min(1).max(64_000_000).default(16_000_000),
  }),
  z.strictObject({ kind: z.literal('slow'), ...scope, delayMs: z.number().int().min(1).max(600_000) }),
  z.strictObject({
    kind: z.literal('drip'),
    ...scope,
    everyMs: z.number().int().min(1).max(60_000).default(100),
  }),
  z.strictObject({ kind: z.literal('hang'), ...scope }),
  z.strictObject({ kind: z.literal('reset'), ...scope }),
  z.strictObject({ kind: z.literal('commit-then-reset'), ...scope }),
])

/** A fault that was set, with every default filled in. */
export type Fault = z.infer<typeof faultSchema>

/** What a fault looks like in a request: defaults may be left out. */
export type FaultInput = z.input<typeof faultSchema>

/** Every kind of fault there is. */
export const FAULT_KINDS = faultSchema.options.map((option) => option.shape.kind.value)

/** What a known incident set, as `list` tells it; its faults are listed by themselves. */
export type Incident = { id: string; preset: string; faults: string[] }

/** The faults that wait for a request, and the incidents that are going on. */
export type Faults = {
  add(fault: Fault): string
  /** Several faults and whatever else `undo` takes back, under one id. */
  addIncident(preset: string, faults: Fault[], undo: () => void): Incident
  list(): ((Fault & { id: string }) | Incident)[]
  /** Removes a fault, or ends an incident with all it set. */
  remove(id: string): boolean
  clear(): void
  /** The fault that hits this request, if one does; its `times` goes down. */
  take(path: string, appid: string | null): Fault | undefined
}

function matchesPath(wanted: string | undefined, path: string): boolean {
  if (wanted === undefined) return true
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted
}

/** No faults. `now` is the simulated time in milliseconds; `random` answers numbers from 0 up to 1. */
export function createFaults(now: () => number, random: () => number = Math.random): Faults {
  const faults = new Map<string, { fault: Fault; endsAt: number }>()
  const incidents = new Map<string, { incident: Incident; undo: () => void }>()
  let lastId = 0
  const nextId = () => {
    lastId += 1
    return `fault-${lastId}`
  }
  const add = (fault: Fault) => {
    const id = nextId()
    const endsAt = fault.forSeconds === undefined ? Infinity : now() + fault.forSeconds * 1000
    faults.set(id, { fault: { ...fault }, endsAt })
    return id
  }
  const dropOld = () => {
    for (const [id, { endsAt }] of faults) if (endsAt <= now()) faults.delete(id)
  }
  const end = (id: string) => {
    const found = incidents.get(id)
    if (!found) return false
    incidents.delete(id)
    for (const fault of found.incident.faults) faults.delete(fault)
    found.undo()
    return true
  }
  const hits = (fault: Fault, path: string, appid: string | null) =>
    matchesPath(fault.path, path) && (fault.appid ?? appid) === appid && random() < fault.probability
  return {
    add,
    addIncident(preset, wanted, undo) {
      const incident = { id: nextId(), preset, faults: wanted.map(add) }
      incidents.set(incident.id, { incident, undo })
      return incident
    },
    list() {
      dropOld()
      const going = Array.from(incidents.values(), ({ incident }) => incident)
      return [...Array.from(faults, ([id, { fault }]) => ({ id, ...fault })), ...going]
    },
    remove: (id) => end(id) || faults.delete(id),
    clear() {
      for (const id of [...incidents.keys()].reverse()) end(id)
      faults.clear()
    },
    take(path, appid) {
      dropOld()
      for (const [id, { fault }] of faults) {
        if (!hits(fault, path, appid)) continue
        fault.times -= 1
        if (fault.times === 0) faults.delete(id)
        return fault
      }
      return undefined
    },
  }
}
