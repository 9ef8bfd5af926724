import { z } from 'zod'
import type { MenuButton, MenuItem } from '../world/menu.ts'
import { readJsonBody } from './body.ts'
import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const source = 'WeChat’s documentation: custom menus'

const menuShape: Rule = {
  name: 'menu_shape',
  endpoints: ['/cgi-bin/menu/create'],
  errcode: 40097,
  wrong: { en: 'This is not a menu that can be shown.', zh: '菜单格式不正确。' },
  passes: {
    en: 'One to three buttons with a name: a click with a key, a view with a url, or one to five of them as sub_button.',
    zh: '一至三个带 name 的按钮：click 带 key，view 带 url，或一至五个 sub_button。',
  },
  source: `${source}; that it is this errcode is unconfirmed`,
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

const name = z.string().min(1).max(60)
const itemSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('click'), name, key: z.string().min(1).max(128) }),
  z.object({ type: z.literal('view'), name, url: z.url({ protocol: /^https?$/ }).max(1_024) }),
])
const folderSchema = z.object({ name, sub_button: z.array(itemSchema).min(1).max(5) })
const menuSchema = z
  .array(z.union([folderSchema, itemSchema]))
  .min(1)
  .max(3)

/** The menu in the body of `cgi-bin/menu/create`. */
export function readMenu(call: Call): MenuButton[] {
  const button = readJsonBody(call).get('button')
  const menu = menuSchema.safeParse(button)
  if (!menu.success) throw new Refused(menuShape, quote(JSON.stringify(button)))
  return menu.data.map((each) => ('sub_button' in each ? { name: each.name, items: each.sub_button } : each))
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
