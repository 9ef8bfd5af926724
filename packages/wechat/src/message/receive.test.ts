import { describe, expect, test } from 'vitest'
import { buildPush, pushedAt, pushKeys, textMessage } from '../../test/tiny-push.ts'
import { decryptMessage } from './cipher.ts'
import { readEnvelope } from './envelope.ts'
import { type ReceiveOptions, receiveMessage } from './receive.ts'
import { signParts } from './signature.ts'
import vectors from './vectors.json' with { type: 'json' }
import { verifyUrl } from './verify-url.ts'

const otherKey = 'zxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890'

async function receive(push: Omit<ReceiveOptions, 'keys'>, changes: Partial<ReceiveOptions> = {}) {
  return await receiveMessage({ keys: pushKeys, ...push, ...changes })
}

async function readRefusal(received: Promise<unknown>): Promise<unknown> {
  return await received.then(
    () => 'taken',
    (error: { code?: string }) => error.code,
  )
}

describe('a push in safe mode', () => {
  test('is read, with its number as text, and answered with what only WeChat can open', async () => {
    const received = await receive(await buildPush(textMessage), { originalId: 'gh_000000000001' })
    expect(received).toMatchObject({ format: 'xml', key: 'current', skewSeconds: 0 })
    expect(received.message).toMatchObject({
      kind: 'text',
      content: 'hello',
      msgId: '4561255354251345929',
      createdAt: pushedAt * 1_000,
    })
    const { fields, encrypt = '' } = readEnvelope(await received.buildReply('a ]]><x> b'))
    expect(fields.Nonce).toBe('1372623149')
    expect(fields.MsgSignature).toBe(
      await signParts([pushKeys.token, String(pushedAt), '1372623149', encrypt]),
    )
    const reply = await decryptMessage(pushKeys.encodingAesKey, encrypt)
    expect(reply.appid).toBe(pushKeys.appid)
    expect(readEnvelope(reply.message).fields).toEqual({
      MsgType: 'text',
      Content: 'a ]]><x> b',
      ToUserName: 'oMXKuAXb8RrWxxpUJTy0755XtKLI',
      FromUserName: 'gh_000000000001',
      CreateTime: String(pushedAt),
    })
  })

  test('holds no key and no token that a log could print', async () => {
    const received = await receive(await buildPush(textMessage))
    expect(JSON.stringify(received)).not.toMatch(/wxgatetoken|wxgateAb/)
  })

  test.each(vectors.filter(({ id }) => ['D2', 'V7a'].includes(id)))('of $source is taken', async (vector) => {
    const { appid = '', token = '', encodingAesKey = '', encrypt = '', timestamp, nonce } = vector
    const query = { timestamp, nonce, encrypt_type: 'aes', msg_signature: vector.msgSignature }
    const body =
      vector.id === 'D2' ? JSON.stringify({ Encrypt: encrypt }) : `<xml><Encrypt>${encrypt}</Encrypt></xml>`
    const keys = { appid, token, encodingAesKey }
    const received = await receiveMessage({ keys, query, body, now: Number(timestamp) * 1_000 })
    expect(received.message.kind).toBe(vector.id === 'D2' ? 'event' : 'unauthorized')
    expect(received.format).toBe(vector.id === 'D2' ? 'json' : 'xml')
  })

  test('with any bit of it changed is refused before it is decrypted', async () => {
    const push = await buildPush(textMessage)
    const bytes = Buffer.from(push.encrypt, 'base64')
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const body = `<xml><Encrypt>${flipped.toString('base64')}</Encrypt></xml>`
      expect(await readRefusal(receive({ ...push, body }))).toBe('message_signature')
    }
  })

  test('is not taken in the clear, without its signature, or with another token', async () => {
    const push = await buildPush(textMessage)
    const timestamp = String(pushedAt)
    const signature = await signParts([pushKeys.token, timestamp, '1'])
    const plain = { query: { timestamp, nonce: '1', signature }, body: textMessage, now: push.now }
    expect(await readRefusal(receive(plain))).toBe('message_query')
    push.query.delete('encrypt_type')
    expect(await readRefusal(receive(push))).toBe('message_cipher')
    const other = await buildPush(textMessage, { keys: { ...pushKeys, token: 'another' } })
    expect(await readRefusal(receive(other))).toBe('message_signature')
    expect(await readRefusal(receive({ ...other, body: '<xml><A>1</A></xml>' }))).toBe('message_cipher')
  })

  test('in compatible mode is read from its encrypted part alone', async () => {
    const outer = '<ToUserName>gh_000000000001</ToUserName><Content>forged</Content>'
    const { message } = await receive(await buildPush(textMessage, { outer }), { mode: 'plain' })
    expect(message).toMatchObject({ kind: 'text', content: 'hello' })
  })

  test('for another appid, account or platform is refused', async () => {
    const code = 'message_appid'
    expect(await readRefusal(receive(await buildPush(textMessage, { appid: 'wx0000000000000002' })))).toBe(
      code,
    )
    const push = await buildPush(textMessage)
    expect(await readRefusal(receive(push, { originalId: 'gh_000000000002' }))).toBe(code)
    const outside = await buildPush(textMessage, { outer: '<ToUserName>gh_000000000002</ToUserName>' })
    expect(await readRefusal(receive(outside))).toBe(code)
    const ticket = `<xml><AppId>wx0000000000000002</AppId><CreateTime>${pushedAt}</CreateTime><InfoType>component_verify_ticket</InfoType><ComponentVerifyTicket>t</ComponentVerifyTicket></xml>`
    expect(await readRefusal(receive(await buildPush(ticket)))).toBe(code)
    const platform = await buildPush(textMessage, { outer: '<AppId>wx0000000000000002</AppId>' })
    expect(await readRefusal(receive(platform))).toBe(code)
  })

  test('is taken for an hour and not longer, outside and inside', async () => {
    const push = await buildPush(textMessage)
    for (const [seconds, code] of [
      [3_600, 'taken'],
      [-3_600, 'taken'],
      [3_601, 'message_stale'],
      [-3_601, 'message_stale'],
    ] as const) {
      expect(await readRefusal(receive(push, { now: (pushedAt + seconds) * 1_000 }))).toBe(code)
    }
    expect(await readRefusal(receive(push, { now: (pushedAt + 61) * 1_000, freshSeconds: 60 }))).toBe(
      'message_stale',
    )
    const old = await buildPush(textMessage.replace(String(pushedAt), String(pushedAt - 4_000)))
    expect(await readRefusal(receive(old))).toBe('message_stale')
  })

  test('opens with the key before while keys are changed, and its reply is sealed with that key', async () => {
    const push = await buildPush(textMessage)
    const changed = { ...pushKeys, encodingAesKey: otherKey }
    expect(await readRefusal(receive(push, { keys: changed }))).toMatch(/^message_(cipher|appid)$/)
    const keys = { ...changed, previousEncodingAesKey: pushKeys.encodingAesKey }
    const received = await receive(push, { keys })
    expect(received.key).toBe('previous')
    const { encrypt = '' } = readEnvelope(await received.buildReply('ok'))
    expect((await decryptMessage(pushKeys.encodingAesKey, encrypt)).message).toContain('ok')
    const current = await buildPush(textMessage, { keys })
    expect((await receive(current, { keys })).key).toBe('current')
  })

  test('may have space or a byte order mark around its message, but not in front of its appid', async () => {
    const json = JSON.stringify({
      ToUserName: 'gh_000000000001',
      FromUserName: 'oMXKuAXb8RrWxxpUJTy0755XtKLI',
      CreateTime: pushedAt,
      MsgType: 'text',
      Content: 'hello',
      MsgId: 1,
    })
    for (const message of [`\ufeff${textMessage}`, `\n ${textMessage}\n`, `\ufeff${json}`, `\n${json} `])
      expect((await receive(await buildPush(message))).message).toMatchObject({ content: 'hello' })
    const push = await buildPush(textMessage, { appid: `\ufeff${pushKeys.appid}` })
    expect(await readRefusal(receive(push))).toBe('message_appid')
  })

  test('has hostile XML refused inside as well as outside', async () => {
    const hostile = '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><A>1</A></xml>'
    const push = await buildPush(hostile)
    expect(await readRefusal(receive(push))).toBe('message_xml')
    expect(await readRefusal(receive({ ...push, body: hostile }))).toBe('message_xml')
    const twice = String(push.body).replace('</xml>', '<Encrypt>x</Encrypt></xml>')
    expect(await readRefusal(receive({ ...push, body: twice }))).toBe('message_xml')
  })
})

test('digits moved between timestamp and nonce keep the signature and are refused all the same', async () => {
  let push = await buildPush(textMessage, { nonce: '9372623149' })
  // Encrypt must not sort between the two, or there is nothing to move.
  for (let tries = 0; tries < 30 && !/^[A-Z]/i.test(push.encrypt); tries += 1) {
    push = await buildPush(textMessage, { nonce: '9372623149' })
  }
  const moved = { timestamp: `${pushedAt}9`, nonce: '372623149' }
  const signature = push.query.get('msg_signature')
  expect(await signParts([pushKeys.token, moved.timestamp, moved.nonce, push.encrypt])).toBe(signature)
  const query = { ...Object.fromEntries(push.query), ...moved }
  expect(await readRefusal(receive({ ...push, query }))).toBe('message_query')
  const exchanged = { ...query, timestamp: '9372623149', nonce: String(pushedAt) }
  expect(await readRefusal(receive({ ...push, query: exchanged }))).toBe('message_stale')
})

test('parameters that are missing, there twice, or in another shape are refused, in both makes of a query', async () => {
  const push = await buildPush(textMessage)
  const record = Object.fromEntries(push.query)
  expect(await readRefusal(receive({ ...push, query: record }))).toBe('taken')
  for (const name of ['timestamp', 'nonce', 'msg_signature', 'encrypt_type']) {
    const twice = new URLSearchParams(push.query)
    twice.append(name, record[name] ?? '')
    expect(await readRefusal(receive({ ...push, query: twice }))).toBe('message_query')
    for (const value of [['a', 'b'], 'x y', `${record[name]}\n`, {}, 5]) {
      expect(await readRefusal(receive({ ...push, query: { ...record, [name]: value } }))).toBe(
        'message_query',
      )
    }
  }
})

test('a token that was forgotten opens nothing, though anybody could sign without one', async () => {
  const keys = { ...pushKeys, token: '' }
  const push = await buildPush(textMessage, { keys })
  expect(await readRefusal(receive(push, { keys }))).toBe('message_token_invalid')
})

test('plain mode takes what is signed, replies in the clear, and takes no event of a platform', async () => {
  const timestamp = String(pushedAt)
  const signature = await signParts([pushKeys.token, timestamp, 'n'])
  const query = { timestamp, nonce: 'n', signature }
  const now = pushedAt * 1_000
  const received = await receive({ query, body: textMessage, now }, { mode: 'plain' })
  expect(received).toMatchObject({ key: 'none', message: { kind: 'text' } })
  expect(await received.buildReply('好')).toContain('<Content><![CDATA[好]]></Content>')
  const ticket = `<xml><AppId>${pushKeys.appid}</AppId><CreateTime>${pushedAt}</CreateTime><InfoType>component_verify_ticket</InfoType><ComponentVerifyTicket>t</ComponentVerifyTicket></xml>`
  expect(await readRefusal(receive({ query, body: ticket, now }, { mode: 'plain' }))).toBe('message_cipher')
})

test("WeChat's check of a URL gives its echostr, and nothing to anybody else", async () => {
  const vector = vectors.find(({ id }) => id === 'D0')
  const { token = '', timestamp, nonce, signature, echostr } = vector ?? {}
  const query = { timestamp, nonce, signature, echostr }
  const now = Number(timestamp) * 1_000
  expect(await verifyUrl({ query, token, now })).toBe(echostr)
  expect(await readRefusal(verifyUrl({ query, token: 'another', now }))).toBe('message_signature')
  expect(await readRefusal(verifyUrl({ query, token, now: now + 3_601_000 }))).toBe('message_stale')
  expect(await readRefusal(verifyUrl({ query: { ...query, echostr: '<b>' }, token, now }))).toBe(
    'message_query',
  )
})
