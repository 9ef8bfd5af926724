import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { callAccount, readOpenid, readRule } from '../../scripted-account.ts'
import { connectReceiver, openPush, TEAHOUSE } from '../../scripted-push.ts'
import { startReceiver } from '../../scripted-receiver.ts'
import { text } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const call = (name: string, body?: unknown) => callAccount(sim, `/cgi-bin/${name}`, { body })
const list = async () => {
  const { body } = await call('template/get_all_private_template')
  return body.template_list as { template_id: string; title: string; content: string }[]
}
const send = async (changes: Record<string, unknown> = {}) => {
  const [template] = await list()
  return call('message/template/send', {
    touser: await readOpenid(sim, 'xiaoming'),
    template_id: template?.template_id,
    url: 'https://localhost/order',
    data: { first: { value: '你好', color: '#173177' }, keyword1: { value: '登录' } },
    ...changes,
  })
}

test('a message is taken, stands in the chat, and its end is pushed', async () => {
  const receiver = await startReceiver()
  await connectReceiver(sim, receiver)
  const { body } = await send()
  expect(body).toEqual({ errcode: 0, errmsg: 'ok', msgid: expect.any(Number) })
  const [delivery] = [await sim.expectPush({ to: TEAHOUSE, event: 'TEMPLATESENDJOBFINISH' })]
  expect(delivery?.accepted).toBe(true)
  expect(openPush(receiver.received.at(-1) ?? expect.fail('nothing came')).fields).toMatchObject({
    MsgType: 'event',
    Event: 'TEMPLATESENDJOBFINISH',
    FromUserName: await readOpenid(sim, 'xiaoming'),
    MsgID: String(body.msgid),
    Status: 'success',
  })
  expect((await sim.chats())[0]?.lines.at(-1)).toMatchObject({
    type: 'template',
    text: expect.stringContaining('你好\n内容：登录'),
    url: 'https://localhost/order',
  })
  await receiver.close()
})

test('a push of a failure can be made', async () => {
  const receiver = await startReceiver()
  await connectReceiver(sim, receiver)
  await sim.push({ to: TEAHOUSE, event: 'TEMPLATESENDJOBFINISH', status: 'failed:user block' })
  const last = receiver.received.at(-1) ?? expect.fail('nothing came')
  expect(openPush(last).fields).toMatchObject({
    Status: 'failed:user block',
    MsgID: expect.stringMatching(/^\d+$/),
  })
  await receiver.close()
})

test('the same client_msg_id within ten minutes is sent once', async () => {
  const first = (await send({ client_msg_id: 'A' })).body
  expect((await send({ client_msg_id: 'A' })).body).toEqual(first)
  expect((await sim.journal({ limit: 1 })).entries[0]?.detail.warnings).toMatchObject([
    { rule: 'client_message_is_new' },
  ])
  expect((await sim.chats())[0]?.lines).toHaveLength(1)
  await sim.advance(600)
  expect((await send({ client_msg_id: 'A' })).body).not.toEqual(first)
})

test.for([
  [{ template_id: undefined }, 40036, 'template_id_size'],
  [{ template_id: 'x'.repeat(43) }, 40037, 'template_known'],
  [{ touser: 'oNobody' }, 40003, 'openid_known'],
  [{ data: undefined }, 47003, 'template_values'],
  [{ data: { thing1: { value: null } } }, 47003, 'template_values'],
] as const)('%j gets %i', async ([changes, errcode, rule]) => {
  expect((await send(changes)).errcode).toBe(errcode)
  expect(await readRule(sim)).toBe(rule)
})

test('47003 names the value, and somebody who does not follow is 43004', async () => {
  expect((await send({ data: { phrase4: { value: {} } } })).text).toContain(
    'data.phrase4.value invalid rid: ',
  )
  expect((await send({ touser: await readOpenid(sim, 'alice') })).errcode).toBe(43004)
})

test('templates are added, listed and deleted', async () => {
  expect((await call('template/api_set_industry', { industry_id1: '1', industry_id2: '4' })).errcode).toBe(0)
  expect((await call('template/get_industry')).body).toHaveProperty('primary_industry.first_class')
  const { body } = await call('template/api_add_template', { template_id_short: 'TM00015' })
  const id = text(body.template_id)
  expect(id).toMatch(/^[\w-]{43}$/)
  expect((await list()).map((template) => template.title)).toEqual(['登录提醒', 'TM00015'])
  expect((await call('template/del_private_template', { template_id: id })).errcode).toBe(0)
  expect((await call('template/del_private_template', { template_id: id })).errcode).toBe(40037)
})
