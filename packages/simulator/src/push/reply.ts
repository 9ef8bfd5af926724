import type { PushMode } from '../world/delivery.ts'
import { CipherError, decryptMessage } from './cipher.ts'
import type { PushKeys } from './envelope.ts'
import { signParts } from './signature.ts'
import { readFields, readXml, type XmlElement, XmlError } from './xml.ts'

/** What a phone shows of a passive reply. */
export type Reply = { type: string; text: string; url: string | null }

/** Whether an answer counts, what it said to the person, and otherwise what is wrong with it. */
export type ReadAnswer =
  | { accepted: true; reply: Reply | null }
  | { accepted: false; problem: string; reply: null }

/** What the answer to a push must fit. */
export type Expectation = {
  mode: PushMode
  keys: PushKeys
  /** Whom a reply must name as its receiver and sender; null where only `success` is an answer. */
  parties: { openid: string; originalId: string } | null
}

/** Thrown inside this file alone: it becomes the `problem` of a delivery. */
class ReplyError extends Error {
  readonly code = 'push_reply_refused'
}

const TYPES = ['text', 'image', 'voice', 'video', 'music', 'news', 'transfer_customer_service']

function readRequired(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name)
  if (value) return value
  throw new ReplyError(`the reply has no ${name}`)
}

/** Null for an envelope around nothing, which says as little as an empty body. */
function openEncrypted(fields: ReadonlyMap<string, string>, keys: PushKeys): XmlElement | null {
  const encrypt = readRequired(fields, 'Encrypt')
  const [time, nonce] = [readRequired(fields, 'TimeStamp'), readRequired(fields, 'Nonce')]
  if (readRequired(fields, 'MsgSignature') !== signParts(keys.token, time, nonce, encrypt)) {
    throw new ReplyError('MsgSignature does not fit Token, TimeStamp, Nonce and Encrypt')
  }
  const { message, appid } = decryptMessage(keys.encodingAesKey, encrypt)
  if (appid !== keys.appid)
    throw new ReplyError(`the reply is encrypted for another appid than ${keys.appid}`)
  return message === '' ? null : readXml(message)
}

/** The reply itself; in safe mode it must come encrypted, in compatible mode it may. */
function openReply(root: XmlElement, { mode, keys }: Expectation): XmlElement | null {
  if (root.name !== 'xml') throw new ReplyError('the root of the reply is not <xml>')
  const fields = readFields(root)
  if (mode !== 'plain' && fields.has('Encrypt')) return openEncrypted(fields, keys)
  if (mode === 'safe') throw new ReplyError('the reply is not encrypted, which safe mode asks for')
  return root
}

function readNews(root: XmlElement): Reply {
  const articles = root.children.find(({ name }) => name === 'Articles')?.children ?? []
  const [first] = articles.map(readFields)
  if (!first) throw new ReplyError('the reply has no Articles')
  return { type: 'news', text: readRequired(first, 'Title'), url: first.get('Url') ?? null }
}

function describe(root: XmlElement, fields: ReadonlyMap<string, string>): Reply | null {
  const type = readRequired(fields, 'MsgType')
  if (!TYPES.includes(type)) throw new ReplyError(`the reply's MsgType is none of ${TYPES.join(', ')}`)
  if (type === 'transfer_customer_service') return null
  if (type === 'news') return readNews(root)
  return type === 'text'
    ? { type, text: readRequired(fields, 'Content'), url: null }
    : { type, text: `[${type}]`, url: null }
}

function readReply(text: string, expected: Expectation): Reply | null {
  const { parties } = expected
  if (!parties) throw new ReplyError('only the word success counts as an answer here')
  const root = openReply(readXml(text), expected)
  if (!root) return null
  const fields = readFields(root)
  if (readRequired(fields, 'ToUserName') !== parties.openid) {
    throw new ReplyError('ToUserName of the reply is not the FromUserName of the push')
  }
  if (readRequired(fields, 'FromUserName') !== parties.originalId) {
    throw new ReplyError('FromUserName of the reply is not the ToUserName of the push')
  }
  if (!/^\d{1,16}$/.test(readRequired(fields, 'CreateTime'))) {
    throw new ReplyError('CreateTime of the reply is not a number')
  }
  return describe(root, fields)
}

/**
 * Judges the body of an answer with HTTP status 200: a reply, `success`, or, for accounts, nothing at all, which
 * may come encrypted. Source: WeChat's documentation, passive replies; encryption of messages. The encrypted
 * nothing is captured: a published SDK sends it where a handler has no reply.
 */
export function readAnswer(text: string, expected: Expectation): ReadAnswer {
  if (text === 'success' || (text === '' && expected.parties)) return { accepted: true, reply: null }
  try {
    return { accepted: true, reply: readReply(text, expected) }
  } catch (error) {
    const isKnown = error instanceof ReplyError || error instanceof XmlError || error instanceof CipherError
    if (!isKnown) throw error
    return { accepted: false, problem: error.message, reply: null }
  }
}
