import type { Ask } from './ask.ts'
import { findOwnContext, type Handoff } from './handoff.ts'
import { type Kit, readTrip, type Trip } from './kit.ts'

/** The facts that the start of a handoff tells its end. */
export interface HandoffTrip extends Trip {
  /** Through which account the phone signs in. */
  appid: string
  /** The browser and system of the computer, for the phone to show. */
  computer: string
  /** The address of the computer, for the phone to show; undefined where the host does not know it. */
  address: string | undefined
  /** Whether it shows a code to scan or, on a phone, a link to open in WeChat. */
  layout: 'code' | 'card'
}

/** The trip that a handoff was begun for; undefined when another site on the same store did. */
export function readHandoffTrip(kit: Kit, handoff: Pick<Handoff, 'context'>): HandoffTrip | undefined {
  // Only `startCode` writes one with our origin.
  return readTrip(kit, handoff) as HandoffTrip | undefined
}

/** The trip that a handoff of this browser was begun for, for ten minutes after its end too. */
export async function findOwnTrip(kit: Kit, ask: Ask, handle: string): Promise<HandoffTrip | undefined> {
  const context = await findOwnContext({
    store: kit.host.store,
    handle,
    browserId: kit.cookies.readBrowserId(ask),
  })
  return context === undefined ? undefined : readHandoffTrip(kit, { context })
}
