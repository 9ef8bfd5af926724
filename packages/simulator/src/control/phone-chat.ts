import { z } from 'zod'
import type { Context } from '../context.ts'
import { noteConsoleOff } from '../push/console-reply.ts'
import { hasMessageServer } from '../push/destination.ts'
import type { Told } from '../push/push.ts'
import { Problem, readInput } from '../wire/problem.ts'
import type { Query } from '../wire/query.ts'
import { MENU_INPUTS, type SimulatedEvent } from '../world/announcement.ts'
import type { Chat } from '../world/chat.ts'
import type { Delivery } from '../world/delivery.ts'
import { deriveOpenid } from '../world/identity.ts'
import { listItems, type MenuButton, type MenuItem } from '../world/menu.ts'
import type { Person } from '../world/person.ts'
import { checkAppid, readPerson } from './people.ts'

const chatSchema = z
  .strictObject({
    person: z.string(),
    appid: z.string(),
    text: z.string().min(1).max(2_048).optional(),
    /** Key of an item, or its place from 0 on. */
    menu: z.union([z.string(), z.number().int().min(0)]).optional(),
  })
  .refine(({ text, menu }) => (text === undefined) !== (menu === undefined), 'either text or menu')

/** Body of `POST /__sim/phone/chat`. */
export type ChatInput = z.input<typeof chatSchema>

/** What the phone shows afterwards. `opens` is the URL a tap on a `view` item leads to, else null. */
export type Chatted = { deliveries: Delivery[]; opens: string | null; chat: Chat }

type Line = { type: string; text: string; url: string | null }

type TapKind = Extract<SimulatedEvent, { eventKey: string }>['kind']

/** Where a tap leads the phone's browser. */
function readOpens({ type, url }: MenuItem): string | null {
  return type === 'view' ? (url ?? null) : null
}

type Speaker = { context: Context; person: Person; appid: string; openid: string }

/** The menu somebody sees: the API's where one was made; the console's as long as no server listens. */
function readMenu({ world, journal }: Context, appid: string): MenuButton[] {
  const created = world.menus.created(appid)
  if (created) return created
  const { menu } = world.menus.console(appid)
  const application = world.applications.get(appid)
  if (menu.length === 0 || !application || !hasMessageServer(world, application)) return menu
  noteConsoleOff(world, journal, appid, 'menu')
  return []
}

function readItem(menu: MenuButton[], wanted: string | number): MenuItem {
  const items = listItems(menu)
  const item =
    typeof wanted === 'number'
      ? items[wanted]
      : items.find((each) => (each.key !== undefined && each.key === wanted) || each.name === wanted)
  if (item) return item
  const known = items.map(({ name }) => name).join(', ') || 'none: the account shows no menu now'
  throw new Problem(404, `menu: there is no such item; items: ${known}`, 'menu')
}

function addLine({ context, person, appid }: Speaker, from: 'person' | 'account', line: Line): void {
  context.world.chats.add(appid, person.id, { at: context.world.clock.now(), from, ...line })
}

/** The event a tap is told by; undefined for what the phone shows by itself. */
function readTap(item: MenuItem): { kind: TapKind; eventKey: string } | undefined {
  if (item.type === 'view') return { kind: 'VIEW', eventKey: item.url ?? '' }
  if (item.type === 'miniprogram') return { kind: 'view_miniprogram', eventKey: item.pagepath ?? '' }
  if (item.type === 'click') return { kind: 'CLICK', eventKey: item.key ?? '' }
  const kind = MENU_INPUTS.find((input) => input === item.type)
  return kind && { kind, eventKey: item.key ?? '' }
}

async function tapItem(speaker: Speaker, item: MenuItem): Promise<Told> {
  const { context, appid, openid } = speaker
  addLine(speaker, 'person', { type: item.type, text: item.name, url: readOpens(item) })
  const tap = readTap(item)
  if (tap) return context.announce({ ...tap, appid, openid })
  const text = item.type === 'text' ? (item.value ?? '') : `[${item.type}]`
  addLine(speaker, 'account', { type: 'text', text, url: null })
  return { deliveries: [], replies: [] }
}

async function writeText(speaker: Speaker, content: string): Promise<Told> {
  const { context, appid, openid } = speaker
  addLine(speaker, 'person', { type: 'text', text: content, url: null })
  return context.announce({ kind: 'text', appid, openid, content })
}

/** Chats are with accounts one follows. */
function readSpeaker(context: Context, id: string, appid: string): Speaker {
  const person = readPerson(context.world, id)
  checkAppid(context.world, appid, 'appid')
  if (!context.world.follows.get(person.id, appid)) {
    throw new Problem(409, `person: ${id} does not follow ${appid} and has no chat with it`, 'person')
  }
  return { context, person, appid, openid: deriveOpenid(person.id, appid) }
}

/**
 * `POST /__sim/phone/chat`: somebody who follows an account writes to it or taps its menu. Answers when the
 * server has replied or failed to; the conversation then holds what the phone shows.
 */
export async function chatOnPhone(context: Context, body: unknown): Promise<Chatted> {
  const { person, appid, text = '', menu } = readInput(chatSchema, body)
  const speaker = readSpeaker(context, person, appid)
  const item = menu === undefined ? undefined : readItem(readMenu(context, appid), menu)
  const { deliveries } = await (item ? tapItem(speaker, item) : writeText(speaker, text))
  const opens = item ? readOpens(item) : null
  return { deliveries, opens, chat: context.world.chats.get(appid, speaker.person.id) }
}

const filterSchema = z.strictObject({ appid: z.string().optional(), person: z.string().optional() })

/** `GET /__sim/chats`: conversations, the one that spoke last at the end. */
export function listChats({ world }: Context, query: Query): { chats: Chat[] } {
  const given = Object.fromEntries(query.pairs.map(({ name, value }) => [name, value]))
  return { chats: world.chats.list(readInput(filterSchema, given)) }
}

/** `GET /__sim/menus/:appid`: the menu the phone would show now. */
export function readMenuOf(context: Context, appid: string): { menu: MenuButton[] } {
  checkAppid(context.world, appid, 'appid')
  return { menu: readMenu(context, appid) }
}
