import type { Incident, Fault as SetFault } from '../../src/fault.ts'
import type { Preset } from '../../src/fault-preset.ts'
import type { JournalEntry } from '../../src/journal.ts'
import type { Words } from '../../src/rules/rule.ts'
import type { Application, Component } from '../../src/world/application.ts'
import type { Chat, ChatLine } from '../../src/world/chat.ts'
import type { ClockView } from '../../src/world/clock.ts'
import type { Delivery } from '../../src/world/delivery.ts'
import type { MenuButton } from '../../src/world/menu.ts'
import type { Switches } from '../../src/world/switches.ts'

export type {
  Application,
  Chat,
  ChatLine,
  ClockView,
  Component,
  Delivery,
  Incident,
  JournalEntry,
  MenuButton,
  Preset,
  Switches,
  Words,
}

/** Somebody of the town as `GET /__sim/state` tells them. */
export type Person = {
  id: string
  nickname: string
  avatar: string | null
  openids: Record<string, string>
  unionid: string | null
  follows: string[]
}

/** Answer of `GET /__sim/state`. */
export type TownState = {
  clock: ClockView
  rules: Switches
  applications: Application[]
  components: Component[]
  people: Person[]
}

/** What waits to break a request. */
export type Fault = SetFault & { id: string }

/** Answer of `phone/open` and `phone/scan`. */
export type PhoneAnswer =
  | { status: 302; location: string; duplicates?: string[] }
  | { status: 200; page: string; text: string; deliveries?: Delivery[] }

/** Answer of `GET /__sim/qrcodes`. */
export type Qrcodes = {
  scenes: { ticket: string; url: string; appid: string; scene: string; expiresAt: number | null }[]
  logins: { uuid: string; appid: string; status: string; person: string | null; expiresAt: number }[]
}
