import { buildUsageError } from '../error.ts'
import type { Answer } from '../wire/answer.ts'
import type { Wire } from '../wire/call.ts'
import { readCount, readEntries, readOptionalCount, readRecord, readText } from '../wire/shape.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/** A tag with which an account sorts its followers. */
export interface Tag {
  /** 0, 1 and 2 are WeChat's own: they can be neither renamed nor dropped (45058). */
  id: number
  name: string
  /** Followers who have it; undefined in the answer to `createTag`. */
  count: number | undefined
  /** Everything that WeChat sent about it. */
  raw: Readonly<Record<string, unknown>>
}

const nameBytes = 30

/**
 * Makes a tag; an account has 100 at most (45056). A name has 1 to 30 bytes, ten Chinese characters: a `TypeError`
 * (`api_text_size`) for another. 45157: the name is taken or not allowed.
 * Source: WeChat's documentation, user tags, `POST /cgi-bin/tags/create`.
 */
export async function createTag(
  wire: Wire,
  { token, name }: { token: AppToken; name: string },
): Promise<Tag> {
  checkName(name)
  const answer = await fetchWithToken(wire, '/cgi-bin/tags/create', { token, body: { tag: { name } } })
  return readTag(readRecord(answer, 'tag'))
}

/** All tags of the account. Source: WeChat's documentation, user tags, `GET /cgi-bin/tags/get`. */
export async function fetchTags(wire: Wire, { token }: { token: AppToken }): Promise<readonly Tag[]> {
  const answer = await fetchWithToken(wire, '/cgi-bin/tags/get', { token })
  return readEntries(answer, 'tags').map(readTag)
}

/**
 * Gives a tag another name; names and errors are those of `createTag`, 45058 for a tag of WeChat's own.
 * Source: WeChat's documentation, user tags, `POST /cgi-bin/tags/update`.
 */
export async function saveTag(
  wire: Wire,
  { token, id, name }: { token: AppToken; id: number; name: string },
): Promise<void> {
  checkName(name)
  await fetchWithToken(wire, '/cgi-bin/tags/update', { token, body: { tag: { id, name } } })
}

/**
 * Drops a tag and takes it from everybody. 45057: more than 100,000 people have it, take it from some first; 45058:
 * it is WeChat's own. Source: WeChat's documentation, user tags, `POST /cgi-bin/tags/delete`.
 */
export async function dropTag(wire: Wire, { token, id }: { token: AppToken; id: number }): Promise<void> {
  await fetchWithToken(wire, '/cgi-bin/tags/delete', { token, body: { tag: { id } } })
}

function checkName(name: string): void {
  const bytes = new TextEncoder().encode(name).length
  if (bytes === 0 || bytes > nameBytes)
    throw buildUsageError('api_text_size', `The name of a tag has 1 to ${nameBytes} bytes`)
}

function readTag(entry: Answer): Tag {
  return {
    id: readCount(entry, 'id'),
    name: readText(entry, 'name'),
    count: readOptionalCount(entry, 'count'),
    raw: entry.fields,
  }
}
