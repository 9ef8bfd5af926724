import { decryptMessage, encryptMessage } from './push/cipher.ts'
import { signParts } from './push/signature.ts'
import { readFields, readXml, writeXml, type XmlFields } from './push/xml.ts'
import type { Answerer, Received, Receiver } from './scripted-receiver.ts'
import { readAccount } from './scripted-visit.ts'
import type { TestSimulator } from './test-kit.ts'
import type { PushMode } from './world/delivery.ts'

export const TOKEN = 'wxgatetoken'
export const KEY = 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890'
export const TEAHOUSE = readAccount('1').appid
export const PLATFORM = readAccount('c1').appid
export const ORIGINAL_ID = 'gh_5a4db0c50001'

/** The fields of flat XML as an object. */
export function readFlat(text: string): Record<string, string> {
  return Object.fromEntries(readFields(readXml(text)))
}

/** What a server in safe mode reads: both signatures, the appid and the fields of the message. */
export function openPush({ query, body }: Received) {
  const [time, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? '']
  const outer = readFlat(body)
  const encrypt = outer.Encrypt ?? ''
  const { message, appid } = decryptMessage(KEY, encrypt)
  return {
    isSigned: query.get('signature') === signParts(TOKEN, time, nonce),
    isEncryptSigned: query.get('msg_signature') === signParts(TOKEN, time, nonce, encrypt),
    appid,
    outer,
    fields: readFlat(message),
  }
}

/** Sets the receiver as the server of account 1. */
export async function connectReceiver(sim: TestSimulator, { url }: Receiver, mode: PushMode = 'safe') {
  await sim.setPush({ appid: TEAHOUSE, url: `${url}/push`, mode })
}

/** A passive reply to a push. */
export function writeReply(openid: string, fields: XmlFields): string {
  return writeXml([['ToUserName', openid], ['FromUserName', ORIGINAL_ID], ['CreateTime', 1], ...fields])
}

/** The same, encrypted and signed with the nonce of the push. */
export function sealReply(message: string, nonce: string, appid = TEAHOUSE): string {
  const encrypt = encryptMessage(KEY, { message, appid })
  return writeXml([
    ['Encrypt', encrypt],
    ['MsgSignature', signParts(TOKEN, '1700000000', nonce, encrypt)],
    ['TimeStamp', 1_700_000_000],
    ['Nonce', nonce],
  ])
}

/** Answers every push with this text, encrypted. */
export function answerText(content: string): Answerer {
  return ({ query }) => {
    const fields: XmlFields = [
      ['MsgType', 'text'],
      ['Content', content],
    ]
    return sealReply(writeReply(query.get('openid') ?? '', fields), query.get('nonce') ?? '')
  }
}
