/** A tag that an account gives to followers. */
export type Tag = { id: number; name: string }

/** What accounts wrote about their followers: tags, remarks and the black list. */
export type Audience = {
  /** System tags first; `count` is the number of people who carry it. */
  listTags(appid: string): (Tag & { count: number })[]
  findTag(appid: string, id: number): Tag | undefined
  createTag(appid: string, name: string): Tag
  /** Takes the tag off everybody who carries it. */
  dropTag(appid: string, id: number): void
  /** Ids of the tags somebody carries, in the order of tagging. */
  tagsOf(appid: string, openid: string): number[]
  /** Openids that carry the tag, in the order of tagging. */
  carriersOf(appid: string, id: number): string[]
  tag(appid: string, openid: string, id: number): void
  untag(appid: string, openid: string, id: number): void
  remark(appid: string, openid: string): string
  saveRemark(appid: string, openid: string, text: string): void
  /** Openids on the black list, in the order of blocking. */
  blocked(appid: string): string[]
  block(appid: string, openid: string): void
  unblock(appid: string, openid: string): void
}

/** Ids below belong to WeChat; an account's own begin here. */
export const FIRST_OWN_TAG = 100
const STARRED = { id: 2, name: '星标组' }

type Notes = {
  tags: Map<number, Tag>
  carried: Map<string, Set<number>>
  remarks: Map<string, string>
  blocked: Set<string>
  lastId: number
}

function createNotes(): Notes {
  return {
    tags: new Map([[STARRED.id, { ...STARRED }]]),
    carried: new Map(),
    remarks: new Map(),
    blocked: new Set(),
    lastId: FIRST_OWN_TAG - 1,
  }
}

function listCarriers({ carried }: Notes, id: number): string[] {
  return [...carried].filter(([, ids]) => ids.has(id)).map(([openid]) => openid)
}

function writeTag({ tags, lastId }: Notes, name: string): Tag {
  const tag = { id: lastId + 1, name }
  tags.set(tag.id, tag)
  return tag
}

/** Nobody is tagged, remarked or blocked yet. */
export function createAudience(): Audience {
  const byAppid = new Map<string, Notes>()
  const of = (appid: string) => {
    const notes = byAppid.get(appid) ?? createNotes()
    byAppid.set(appid, notes)
    return notes
  }
  return {
    listTags: (appid) =>
      [...of(appid).tags.values()].map((tag) => ({ ...tag, count: listCarriers(of(appid), tag.id).length })),
    findTag: (appid, id) => of(appid).tags.get(id),
    createTag(appid, name) {
      const tag = writeTag(of(appid), name)
      of(appid).lastId = tag.id
      return tag
    },
    dropTag(appid, id) {
      of(appid).tags.delete(id)
      for (const ids of of(appid).carried.values()) ids.delete(id)
    },
    tagsOf: (appid, openid) => [...(of(appid).carried.get(openid) ?? [])],
    carriersOf: (appid, id) => listCarriers(of(appid), id),
    tag(appid, openid, id) {
      const { carried } = of(appid)
      carried.set(openid, (carried.get(openid) ?? new Set()).add(id))
    },
    untag: (appid, openid, id) => void of(appid).carried.get(openid)?.delete(id),
    remark: (appid, openid) => of(appid).remarks.get(openid) ?? '',
    saveRemark: (appid, openid, text) => void of(appid).remarks.set(openid, text),
    blocked: (appid) => [...of(appid).blocked],
    block: (appid, openid) => void of(appid).blocked.add(openid),
    unblock: (appid, openid) => void of(appid).blocked.delete(openid),
  }
}
