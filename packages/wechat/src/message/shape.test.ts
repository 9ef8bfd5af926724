import { expect, test } from 'vitest'
import { buildPush, pushedAt, pushKeys } from '../../test/tiny-push.ts'
import { decryptMessage } from './cipher.ts'
import { receiveMessage } from './receive.ts'
import { signParts } from './signature.ts'

// Shapes that WeChat pushes although one would not think so, built anew after its pages and after recorded pushes.
const head = `<ToUserName>gh_000000000001</ToUserName><FromUserName>oMXKuAXb8RrWxxpUJTy0755XtKLI</FromUserName>
<CreateTime>${pushedAt}</CreateTime><MsgType>event</MsgType>`

const receive = async (message: string) =>
  (await receiveMessage({ keys: pushKeys, ...(await buildPush(message)) })).message

test('the way of a parcel comes with an element for each step, in the root', async () => {
  const step = (at: number) =>
    `<Actions><ActionTime>${at}</ActionTime><ActionType>30000${at}</ActionType></Actions>`
  const steps = step(1) + step(2) + step(3)
  const message = await receive(`<xml>${head}<Event>add_express_path</Event><Count>3</Count>${steps}</xml>`)
  expect(message).toMatchObject({ kind: 'event', event: 'add_express_path', raw: { Count: '3' } })
  expect(message.raw.Actions).toEqual(
    [1, 2, 3].map((at) => ({ ActionTime: `${at}`, ActionType: `30000${at}` })),
  )
})

test('an appeal comes with lists in the root and below', async () => {
  const record = (id: number) =>
    `<punish_info><id>${id}</id><material>a</material><material>b</material></punish_info>`
  const message = await receive(`<xml>${head}<Event>wxa_appeal_record</Event>${record(1)}${record(2)}</xml>`)
  const material = ['a', 'b']
  expect(message.raw.punish_info).toEqual([
    { id: '1', material },
    { id: '2', material },
  ])
})

test('an event without receiver and sender is read, even where the account is checked, and takes no reply', async () => {
  const event = `<xml><CreateTime>${pushedAt}</CreateTime><MsgType>event</MsgType><Event>minigame_coin_deliver_completed</Event></xml>`
  const received = await receiveMessage({
    keys: pushKeys,
    originalId: 'gh_000000000001',
    ...(await buildPush(event)),
  })
  const nameless = { toUserName: undefined, fromUserName: undefined }
  expect(received.message).toMatchObject({
    kind: 'event',
    event: 'minigame_coin_deliver_completed',
    ...nameless,
  })
  await expect(received.buildReply('hello')).rejects.toMatchObject({ code: 'message_reply_invalid' })
})

test.each(['subscribe', 'CLICK', 'user_authorization_revoke'])(
  '%s without receiver or sender is refused: what is acted on names both',
  async (event) => {
    const rest = `<EventKey>k</EventKey><OpenID>oMXKuAXb8RrWxxpUJTy0755XtKLI</OpenID><Event>${event}</Event>`
    for (const name of ['ToUserName', 'FromUserName']) {
      const without = head.replace(new RegExp(`<${name}>.*?</${name}>`), '')
      await expect(receive(`<xml>${without}${rest}</xml>`)).rejects.toMatchObject({ code: 'message_xml' })
    }
  },
)

test('a withdrawal in JSON, whose names have a blank in front as WeChat prints them, names its person', async () => {
  const message = await receive(
    `{"ToUserName":"gh_000000000001","FromUserName":"oServiceOfWeChat","CreateTime":${pushedAt},"MsgType":"event",
"Event":"user_authorization_revoke"," OpenID":"oMXKuAXb8RrWxxpUJTy0755XtKLI"," AppID":"wx5a4db0c500000001"," RevokeInfo":"1"}`,
  )
  const person = { openid: 'oMXKuAXb8RrWxxpUJTy0755XtKLI', appid: 'wx5a4db0c500000001' }
  expect(message).toMatchObject({
    kind: 'user_authorization_revoke',
    ...person,
    revokeInfo: '1',
    forget: true,
  })
})

test('a number of 17 digits and more stays whole, in both formats', async () => {
  const xml = head.replace('event', 'image')
  expect(await receive(`<xml>${xml}<MsgId>24680135792468013</MsgId></xml>`)).toMatchObject({
    msgId: '24680135792468013',
  })
  const json = `{"ToUserName":"g","FromUserName":"o","CreateTime":${pushedAt},"MsgType":"image","MsgId":24680135792468013}`
  expect(await receive(json)).toMatchObject({ msgId: '24680135792468013' })
})

const deciding = [
  ['ToUserName', 'gh_000000000002'],
  ['FromUserName', 'oAnother'],
  ['CreateTime', String(pushedAt + 1)],
  ['MsgType', 'text'],
  ['Event', 'unsubscribe'],
  ['EventKey', 'other'],
  ['Ticket', 'other'],
  ['OpenID', 'oAnother'],
  ['AppID', 'wx5a4db0c500000004'],
  ['RevokeInfo', '206'],
] as const

test.each(deciding)('a second %s is refused, encrypted and in plain mode', async (name, value) => {
  const fields = `<EventKey>k</EventKey><Ticket>t</Ticket><OpenID>o1</OpenID><AppID>wx1</AppID><RevokeInfo>205</RevokeInfo>`
  const event = /OpenID|AppID|RevokeInfo/.test(name) ? 'user_authorization_revoke' : 'SCAN'
  const message = `<xml>${head}<Event>${event}</Event>${fields}<${name}>${value}</${name}></xml>`
  const refused = { code: expect.stringMatching(/^message_(xml|appid)$/) }
  await expect(receive(message)).rejects.toMatchObject(refused)
  const [timestamp, nonce] = [String(pushedAt), '1372623149']
  const signature = await signParts([pushKeys.token, timestamp, nonce])
  const plain = { query: { timestamp, nonce, signature }, body: message, mode: 'plain' as const }
  const keys = { appid: pushKeys.appid, token: pushKeys.token }
  await expect(receiveMessage({ keys, now: pushedAt * 1_000, ...plain })).rejects.toMatchObject(refused)
})

test.each([
  ['InfoType', 'authorized'],
  ['AppId', 'wx5a4db0c500000004'],
  ['AuthorizerAppid', 'wx5a4db0c500000004'],
])('a second %s of a platform’s event is refused', async (name, value) => {
  const fields = `<AppId>${pushKeys.appid}</AppId><CreateTime>${pushedAt}</CreateTime><InfoType>unauthorized</InfoType><AuthorizerAppid>wx5a4db0c500000002</AuthorizerAppid>`
  const message = `<xml>${fields}<${name}>${value}</${name}></xml>`
  await expect(receive(message)).rejects.toMatchObject({
    code: expect.stringMatching(/^message_(xml|appid)$/),
  })
})

test('an article in a reply stands in an item, with their number beside it', async () => {
  const text = head.replace('event', 'text')
  const push = await buildPush(`<xml>${text}<Content>hello</Content><MsgId>1</MsgId></xml>`)
  const received = await receiveMessage({ ...push, keys: pushKeys })
  const sealed = await received.buildReply({ MsgType: 'news', Articles: [{ Title: 'a' }, { Title: 'b' }] })
  expect(sealed).toContain('<Encrypt>')
  const opened = await openReply(sealed)
  expect(opened).toContain('<ArticleCount>2</ArticleCount>')
  expect(opened).toContain('<Articles><item><Title><![CDATA[a]]></Title></item><item>')
})

async function openReply(sealed: string): Promise<string> {
  const encrypt = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(sealed)?.[1] ?? ''
  return (await decryptMessage(pushKeys.encodingAesKey, encrypt)).message
}
