import { z } from 'zod'
import type { Context } from '../context.ts'
import { FAULT_KINDS, faultSchema } from '../fault.ts'
import { Problem, readInput } from '../wire/problem.ts'
import { addPreset } from './fault-presets.ts'

const kindSchema = z.looseObject({ kind: z.unknown().optional(), preset: z.unknown().optional() })

/** `POST /__sim/faults`: the next requests that match are broken in this way; or a known incident begins. */
export function addFault(context: Context, body: unknown) {
  const { faults } = context
  const { kind, preset } = readInput(kindSchema, body)
  if (preset !== undefined) return addPreset(context, body)
  if (!FAULT_KINDS.some((known) => known === kind)) {
    throw new Problem(400, `kind: there is no such fault; known ones: ${FAULT_KINDS.join(', ')}`, 'kind')
  }
  return { id: faults.add(readInput(faultSchema, body)) }
}

/** `GET /__sim/faults`: those that still wait; `times` is what is left. */
export function listFaults({ faults }: Context) {
  return { faults: faults.list() }
}

/** `DELETE /__sim/faults/:id`. */
export function removeFault({ faults }: Context, id: string) {
  if (!faults.remove(id)) throw new Problem(404, `id: there is no fault ${id}`, 'id')
  return { ok: true }
}

/** `DELETE /__sim/faults`. */
export function clearFaults({ faults }: Context) {
  faults.clear()
  return { ok: true }
}
