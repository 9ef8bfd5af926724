import { z } from 'zod'
import { MENU_KINDS, type MenuButton, type MenuItem } from '../world/menu.ts'
import { readJsonBody } from './body.ts'
import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const source = 'WeChat’s documentation: custom menus'
const endpoints = ['/cgi-bin/menu/create']

const menuShape: Rule = {
  name: 'menu_shape',
  endpoints,
  errcode: 40097,
  wrong: { en: 'This is not a menu that can be shown.', zh: '菜单格式不正确。' },
  passes: {
    en: 'button: a list of objects with a name, each with a type and its fields, or with sub_button.',
    zh: 'button 为数组，元素带 name，并带 type 及其字段，或带 sub_button。',
  },
  source: `${source}; that it is this errcode is unconfirmed`,
  confidence: 'supposed',
}

const menuButtonCount: Rule = {
  name: 'menu_button_count',
  endpoints,
  errcode: 40016,
  wrong: { en: 'A menu has one to three entries.', zh: '菜单需有一至三个一级按钮。' },
  passes: { en: 'One to three objects in button.', zh: 'button 中有一至三个对象。' },
  source,
  confidence: 'captured',
}

const menuSubButtonCount: Rule = {
  name: 'menu_sub_button_count',
  endpoints,
  errcode: 40023,
  wrong: { en: 'More than five entries stand below one name.', zh: '一个一级按钮下超过五个子菜单。' },
  passes: { en: 'One to five objects in sub_button.', zh: 'sub_button 中有一至五个对象。' },
  source: `${source} (the errcode is captured, its text is unconfirmed)`,
  confidence: 'captured',
}

const menuViewHasUrl: Rule = {
  name: 'menu_view_has_url',
  endpoints,
  errcode: 40027,
  wrong: {
    en: 'A view entry has no url, or one of more than 1,024 bytes.',
    zh: 'view 按钮没有 url，或超过 1024 字节。',
  },
  passes: { en: '"type":"view" with "url".', zh: '"type":"view" 带 "url"。' },
  source,
  confidence: 'captured',
}

const menuItemHasFields: Rule = {
  name: 'menu_item_has_fields',
  endpoints,
  errcode: null,
  wrong: {
    en: 'An entry lacks a field that its kind needs; WeChat may refuse it.',
    zh: '按钮缺少该类型所需的字段；微信可能拒绝。',
  },
  passes: {
    en: 'key for click, scancode_*, pic_* and location_select; appid, pagepath and url for miniprogram; media_id; article_id.',
    zh: 'click、scancode_*、pic_*、location_select 带 key；miniprogram 带 appid、pagepath、url；media_id；article_id。',
  },
  source: `${source} (the errcode is unconfirmed)`,
  confidence: 'supposed',
}

const menuKindKnown: Rule = {
  name: 'menu_kind_known',
  endpoints,
  errcode: null,
  wrong: { en: 'WeChat documents no menu entry of this type.', zh: '微信文档中没有这种按钮类型。' },
  passes: {
    en: 'click, view, scancode_push, scancode_waitmsg, pic_sysphoto, pic_photo_or_album, pic_weixin, location_select, miniprogram, media_id, view_limited, article_id, article_view_limited.',
    zh: 'click、view、scancode_push、scancode_waitmsg、pic_sysphoto、pic_photo_or_album、pic_weixin、location_select、miniprogram、media_id、view_limited、article_id、article_view_limited。',
  },
  source: `${source} (what WeChat does is unconfirmed)`,
  confidence: 'supposed',
}

const menuNameLength: Rule = {
  name: 'menu_name_length',
  endpoints,
  errcode: null,
  wrong: {
    en: 'A name is longer than 16 bytes on the first level, or 60 below: the phone cuts it, or WeChat answers 40018.',
    zh: '名字超过一级 16 字节或二级 60 字节：手机会截断，或微信返回 40018。',
  },
  passes: { en: 'Four and eight Han characters.', zh: '一级四个汉字，二级八个汉字。' },
  source: `${source} (the number is unconfirmed)`,
  confidence: 'supposed',
}

const menuExists: Rule = {
  name: 'menu_exists',
  endpoints: ['/cgi-bin/menu/get'],
  errcode: 46003,
  wrong: { en: 'No menu was made by the API.', zh: '没有通过接口创建的菜单。' },
  passes: { en: 'cgi-bin/menu/create first.', zh: '先调用 cgi-bin/menu/create。' },
  source: 'WeChat’s documentation: table of return codes',
  confidence: 'official',
}

const field = z.string().max(4_096).optional()
const itemSchema = z.object({
  type: z.string().min(1).max(64),
  name: z.string().min(1).max(1_024),
  key: field,
  url: field,
  appid: field,
  pagepath: field,
  media_id: field,
  article_id: field,
})
const folderSchema = z.object({ name: z.string().min(1).max(1_024), sub_button: z.array(itemSchema).min(1) })
const menuSchema = z.array(z.union([folderSchema, itemSchema]))

function note(call: Call, { name: rule, wrong: says }: Rule, sent: string): void {
  call.warnings.push({ rule, sent, says })
}

function checkItem(call: Call, item: MenuItem): void {
  const isShort = item.url && Buffer.byteLength(item.url) <= 1_024
  if (item.type === 'view' && !isShort) throw new Refused(menuViewHasUrl, quote(item.url))
  const needed = Object.hasOwn(MENU_KINDS, item.type) ? MENU_KINDS[item.type] : undefined
  if (!needed) note(call, menuKindKnown, quote(item.type))
  const missing = (needed ?? []).filter((name) => !item[name])
  if (missing.length > 0) note(call, menuItemHasFields, `${item.type} without ${missing.join(', ')}`)
}

function checkName(call: Call, name: string, bytes: number): void {
  if (Buffer.byteLength(name) > bytes) note(call, menuNameLength, quote(name))
}

function checkButton(call: Call, button: MenuButton): void {
  checkName(call, button.name, 16)
  const items = 'items' in button ? button.items : [button]
  if (items.length > 5) throw new Refused(menuSubButtonCount, `${items.length} entries`)
  for (const item of items) {
    checkName(call, item.name, 60)
    checkItem(call, item)
  }
}

/** The menu in the body of `cgi-bin/menu/create`. */
export function readMenu(call: Call): MenuButton[] {
  const button = readJsonBody(call).get('button')
  const menu = menuSchema.safeParse(button)
  if (!menu.success) throw new Refused(menuShape, quote(JSON.stringify(button)))
  const { length } = menu.data
  if (length < 1 || length > 3) throw new Refused(menuButtonCount, `${length} entries`)
  const buttons = menu.data.map((each) =>
    'sub_button' in each ? { name: each.name, items: each.sub_button } : each,
  )
  for (const each of buttons) checkButton(call, each)
  return buttons
}

function writeItem(item: MenuItem): Record<string, unknown> {
  return { ...item, sub_button: [] }
}

/** The menu made by the API, as `cgi-bin/menu/get` tells it. */
export function writeMenu(menu: MenuButton[] | undefined): Record<string, unknown> {
  if (!menu) throw new Refused(menuExists, 'nothing')
  const button = menu.map((each) =>
    'items' in each ? { name: each.name, sub_button: each.items.map(writeItem) } : writeItem(each),
  )
  return { menu: { button } }
}
