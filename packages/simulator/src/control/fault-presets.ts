import { z } from 'zod'
import type { Context } from '../context.ts'
import { listPresets, startIncident } from '../fault-preset.ts'
import { Problem, readInput } from '../wire/problem.ts'

const presetSchema = z.strictObject({
  preset: z.string(),
  /** The account it happens to; default the first of the town. Switches concern all accounts. */
  appid: z.string().optional(),
})

/** Body of `POST /__sim/faults` that sets a known incident. */
export type PresetInput = z.input<typeof presetSchema>

/** `GET /__sim/faults/presets`: every known incident, what it does here and what it was in reality. */
export function describePresets() {
  return { presets: listPresets() }
}

/** `POST /__sim/faults` with a preset; `DELETE /__sim/faults/:id` with the answered id ends it. */
export function addPreset({ world, faults }: Context, body: unknown) {
  const { preset, appid } = readInput(presetSchema, body)
  const application =
    appid === undefined ? [...world.applications.values()][0] : world.applications.get(appid)
  if (!application) throw new Problem(404, `appid: no account has the appid ${appid}`, 'appid')
  const incident = startIncident(world, faults, preset, application)
  if (incident) return incident
  const known = listPresets().map(({ name }) => name)
  throw new Problem(400, `preset: there is no such incident; known ones: ${known.join(', ')}`, 'preset')
}
