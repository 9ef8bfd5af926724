import { buildUsageError } from '../error.ts'
import { encryptMessage } from './cipher.ts'
import type { MessageFormat } from './envelope.ts'
import type { WeChatMessage } from './event.ts'
import { signParts } from './signature.ts'
import { type WritableFields, writeXml } from './xml.ts'

/** The answer that says: taken, nothing to say. It is never encrypted, and the only one for a platform's events. */
export const successReply = 'success'

/**
 * What the person reads: a text, or the fields of another reply by WeChat's names without receiver, sender and time,
 * such as `{ MsgType: 'image', Image: { MediaId } }` or `{ MsgType: 'news', Articles: [{ Title, Description, PicUrl, Url }] }`.
 */
export type Reply = string | (WritableFields & { readonly MsgType: string })

/** What a reply to one push has to be sealed with. */
export interface Seal {
  token: string
  appid: string
  /** The key that opened the push. */
  encodingAesKey: string
  /** The nonce of the push, which the reply repeats. */
  nonce: string
}

/**
 * The body of a reply, encrypted where the push was. Throws a `TypeError` with `message_reply_invalid` for an event of
 * a platform, which takes `successReply` alone. Source: WeChat's documentation, passive replies.
 */
export async function buildReply(
  reply: Reply,
  about: { message: WeChatMessage; format: MessageFormat; seal: Seal | undefined; now: number },
): Promise<string> {
  const { message, format, seal } = about
  if (!('toUserName' in message) || message.fromUserName === undefined || message.toUserName === undefined) {
    throw buildUsageError(
      'message_reply_invalid',
      `an event of a platform, or without a person, is answered with ${successReply} alone`,
    )
  }
  const seconds = Math.floor(about.now / 1_000)
  const plain = write(format, {
    ...(typeof reply === 'string' ? { MsgType: 'text', Content: reply } : countArticles(reply)),
    ToUserName: message.fromUserName,
    FromUserName: message.toUserName,
    CreateTime: seconds,
  })
  return seal ? write(format, await sealReply(plain, seal, seconds)) : plain
}

/** WeChat wants the number of articles beside them. */
function countArticles(reply: Exclude<Reply, string>): Exclude<Reply, string> {
  const { Articles: articles } = reply
  return Array.isArray(articles) ? { ArticleCount: articles.length, ...reply } : reply
}

async function sealReply(message: string, seal: Seal, seconds: number): Promise<WritableFields> {
  const { token, appid, encodingAesKey, nonce } = seal
  const encrypt = await encryptMessage(encodingAesKey, { message, appid })
  const signature = await signParts([token, String(seconds), nonce, encrypt])
  return { Encrypt: encrypt, MsgSignature: signature, TimeStamp: seconds, Nonce: nonce }
}

function write(format: MessageFormat, fields: WritableFields): string {
  return format === 'json' ? JSON.stringify(fields) : writeXml(fields)
}
