import { limitSwitches } from './limit-switch.ts'
import type { Sketches } from './switch-sketch.ts'
import { tokenSwitches } from './token-switch.ts'
import { visitSwitches } from './visit-switch.ts'

/** Every switch, in the order of the page. A switch missing here is a type error. */
export const SWITCHES: Sketches = { ...visitSwitches, ...tokenSwitches, ...limitSwitches }
