import { encryptMessage } from '../src/message/cipher.ts'
import type { MessageKeys, ReceiveOptions } from '../src/message/receive.ts'
import { signParts } from '../src/message/signature.ts'

export const pushKeys = {
  appid: 'wx5a4db0c500000001',
  token: 'wxgatetoken',
  encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890',
}

/** 2026-07-01 in seconds: `now` of every push here. */
export const pushedAt = 1_782_864_000

export const textMessage = `<xml><ToUserName><![CDATA[gh_000000000001]]></ToUserName>
<FromUserName><![CDATA[oMXKuAXb8RrWxxpUJTy0755XtKLI]]></FromUserName>
<CreateTime>${pushedAt}</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[hello]]></Content>
<MsgId>4561255354251345929</MsgId>
</xml>`

/** A push in safe mode as WeChat sends it; `outer` stands in front of the Encrypt element. */
export async function buildPush(
  message: string,
  {
    keys = pushKeys,
    appid = keys.appid,
    timestamp = String(pushedAt),
    nonce = '1372623149',
    outer = '',
  }: {
    keys?: MessageKeys & { encodingAesKey: string }
    appid?: string
    timestamp?: string
    nonce?: string
    outer?: string
  } = {},
): Promise<Pick<ReceiveOptions, 'body' | 'now'> & { query: URLSearchParams; encrypt: string }> {
  const encrypt = await encryptMessage(keys.encodingAesKey, { message, appid })
  const msg_signature = await signParts([keys.token, timestamp, nonce, encrypt])
  const query = new URLSearchParams({ timestamp, nonce, encrypt_type: 'aes', msg_signature })
  const body = `<xml>${outer}<Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`
  return { query, body, now: pushedAt * 1_000, encrypt }
}
