import { FIRST_OWN_TAG, type Tag } from '../world/audience.ts'
import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const CREATE = '/cgi-bin/tags/create'
const UPDATE = '/cgi-bin/tags/update'
const DELETE = '/cgi-bin/tags/delete'
const TAGGING = '/cgi-bin/tags/members/batchtagging'
const source = 'WeChat’s documentation: tags of users'

const tagNameValid: Rule = {
  name: 'tag_name_valid',
  endpoints: [CREATE, UPDATE],
  errcode: 45157,
  wrong: { en: 'The tag has no name, or another tag has it.', zh: '标签没有名字，或与已有标签重名。' },
  passes: { en: '{"tag":{"name":"vip"}}, a name of its own.', zh: '{"tag":{"name":"vip"}}，名字不重复。' },
  source,
  confidence: 'captured',
}

const tagNameShort: Rule = {
  name: 'tag_name_is_short',
  endpoints: [CREATE, UPDATE],
  errcode: 45158,
  wrong: { en: 'The name of the tag is longer than 30 bytes.', zh: '标签名超过 30 字节。' },
  passes: { en: 'At most 30 bytes: ten Han characters.', zh: '最多 30 字节，即十个汉字。' },
  source: `${source} (bytes or characters is unconfirmed)`,
  confidence: 'official',
}

const tagsAreFew: Rule = {
  name: 'account_has_100_tags_at_most',
  endpoints: [CREATE],
  errcode: 45056,
  wrong: { en: 'The account has 100 tags already.', zh: '该账号已有 100 个标签。' },
  passes: { en: 'A tag that is deleted first.', zh: '先删除不用的标签。' },
  source,
  confidence: 'official',
}

const tagKnown: Rule = {
  name: 'tag_known',
  endpoints: [UPDATE, DELETE, '/cgi-bin/user/tag/get', TAGGING, '/cgi-bin/tags/members/batchuntagging'],
  errcode: 45159,
  wrong: {
    en: 'The account has no tag of this id (is the field called tagid?).',
    zh: '该账号没有这个标签（字段名是 tagid 吗？）。',
  },
  passes: { en: 'An id of /cgi-bin/tags/get.', zh: '/cgi-bin/tags/get 返回的 id。' },
  source,
  confidence: 'captured',
}

const tagIsOwn: Rule = {
  name: 'tag_is_own',
  endpoints: [UPDATE, DELETE],
  errcode: 45058,
  wrong: { en: 'The tags 0, 1 and 2 are WeChat’s.', zh: '0、1、2 是系统标签。' },
  passes: { en: 'A tag of /cgi-bin/tags/create.', zh: '/cgi-bin/tags/create 创建的标签。' },
  source,
  confidence: 'official',
}

const personHasFewTags: Rule = {
  name: 'person_has_20_tags_at_most',
  endpoints: [TAGGING],
  errcode: 45059,
  wrong: { en: 'Somebody in the list carries 20 tags already.', zh: '列表中有人已有 20 个标签。' },
  passes: { en: 'At most 20 tags on one person.', zh: '每人最多 20 个标签。' },
  source,
  confidence: 'captured',
}

const MOST_TAGS = 100
const MOST_OF_PERSON = 20

/** The name of a new tag, or a new name for the tag of this id. */
export function checkTagName(call: Call, appid: string, name: unknown, id?: number): string {
  const tags = call.world.audience.listTags(appid)
  const isTaken = tags.some((tag) => tag.name === name && tag.id !== id)
  if (typeof name !== 'string' || name === '' || isTaken) throw new Refused(tagNameValid, quote(String(name)))
  if (Buffer.byteLength(name) > 30) throw new Refused(tagNameShort, `${Buffer.byteLength(name)} bytes`)
  return name
}

/** Refuses the 101st tag. */
export function checkTagCount(call: Call, appid: string): void {
  const { length } = call.world.audience.listTags(appid).filter(({ id }) => id >= FIRST_OWN_TAG)
  if (length >= MOST_TAGS) throw new Refused(tagsAreFew, `${length} tags`)
}

/** The tag of this id; a number in quotes counts as well. */
export function readTag(call: Call, appid: string, id: unknown): Tag {
  const tag = call.world.audience.findTag(appid, Number(id ?? Number.NaN))
  if (!tag) throw new Refused(tagKnown, quote(String(id)))
  return tag
}

/** The tag of this id that the account made itself. */
export function readOwnTag(call: Call, appid: string, id: unknown): Tag {
  if (Number(id) >= 0 && Number(id) < FIRST_OWN_TAG && id !== undefined)
    throw new Refused(tagIsOwn, String(id))
  return readTag(call, appid, id)
}

/** Refuses a tag too many on anybody of the list. */
export function checkCarriers(call: Call, appid: string, openids: readonly string[], id: number): void {
  const isFull = (openid: string) => {
    const carried = call.world.audience.tagsOf(appid, openid)
    return carried.length >= MOST_OF_PERSON && !carried.includes(id)
  }
  const full = openids.find(isFull)
  if (full !== undefined) throw new Refused(personHasFewTags, quote(full))
}
