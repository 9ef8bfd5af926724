import { z } from 'zod'
import { checkOpenid } from './app-token.ts'
import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const BATCH_PATH = '/cgi-bin/user/info/batchget'
const MIGRATION_PATH = '/cgi-bin/changeopenid'
const LIST_PATHS = [
  '/cgi-bin/tags/members/batchtagging',
  '/cgi-bin/tags/members/batchuntagging',
  '/cgi-bin/tags/members/batchblacklist',
  '/cgi-bin/tags/members/batchunblacklist',
]
const migrationSource = 'WeChat’s documentation: migration of official accounts'

const argumentsHaveShape: Rule = {
  name: 'arguments_have_shape',
  endpoints: [BATCH_PATH, MIGRATION_PATH, ...LIST_PATHS],
  errcode: 40097,
  wrong: {
    en: 'The list is missing or its entries are not as documented.',
    zh: '缺少列表，或列表元素格式不对。',
  },
  passes: {
    en: 'user_list of {"openid","lang"}; openid_list of texts.',
    zh: 'user_list 的元素为 {"openid","lang"}；openid_list 的元素为字符串。',
  },
  source: 'unconfirmed',
  confidence: 'supposed',
}

const listIsShort: Rule = {
  name: 'list_is_short',
  endpoints: [BATCH_PATH, MIGRATION_PATH, ...LIST_PATHS],
  errcode: 40032,
  wrong: { en: 'Too many openids in one call (or none).', zh: '一次的 openid 太多（或为空）。' },
  passes: {
    en: 'Batches of 1 to 100; of tags 1 to 50; of the black list 1 to 20.',
    zh: '每批 1 至 100 个；标签 1 至 50 个；黑名单 1 至 20 个。',
  },
  source: 'WeChat’s documentation: tags of users; migration of official accounts',
  confidence: 'official',
}

const accountWasMigrated: Rule = {
  name: 'account_was_migrated',
  endpoints: [MIGRATION_PATH],
  errcode: 63178,
  wrong: {
    en: 'No migration from from_appid to this account, or more than 15 days ago.',
    zh: '没有从 from_appid 到该账号的迁移，或迁移已超过 15 天。',
  },
  passes: {
    en: 'The call within 15 days of a migration (POST /__sim/applications with migratedFrom).',
    zh: '迁移后 15 天内调用（POST /__sim/applications，migratedFrom）。',
  },
  source: migrationSource,
  confidence: 'official',
}

const usersSchema = z.array(z.object({ openid: z.string(), lang: z.string().default('') }))
const openidsSchema = z.array(z.string())
const MOST = 100
const MIGRATION_MS = 15 * 86_400_000

function readList<Item>(schema: z.ZodType<Item[]>, value: unknown, most = MOST): Item[] {
  const list = schema.safeParse(value)
  if (!list.success) throw new Refused(argumentsHaveShape, quote(list.error.issues[0]?.path.join('.')))
  const { length } = list.data
  if (length === 0 || length > most) throw new Refused(listIsShort, `${length} entries`)
  return list.data
}

/** `user_list` of a batch. */
export function readUserList(body: Map<string, unknown>) {
  return readList(usersSchema, body.get('user_list'))
}

/** `openid_list` of a migration. */
export function readOpenidList(body: Map<string, unknown>): string[] {
  return readList(openidsSchema, body.get('openid_list'))
}

/** `openid_list` of a call about this account, `most` at most; each somebody's here. */
export function readKnownOpenids(
  call: Call,
  appid: string,
  body: Map<string, unknown>,
  most: number,
): string[] {
  const openids = readList(openidsSchema, body.get('openid_list'), most)
  return openids.map((openid) => checkOpenid(call, appid, openid))
}

/** Whether people of the old account may be looked up still. */
export function checkMigration(
  call: Call,
  migratedFrom: { appid: string; at: number } | null,
  fromAppid: string | undefined,
): void {
  const isOpen = migratedFrom !== null && call.now < migratedFrom.at + MIGRATION_MS
  if (!isOpen || migratedFrom.appid !== fromAppid) throw new Refused(accountWasMigrated, quote(fromAppid))
}
