import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callAccount, readOpenid, readRule } from '../../scripted-account.ts'
import { readAccount } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const { appid } = readAccount('1')
const send = async (changes: Record<string, unknown> = {}, number = '1') =>
  callAccount(sim, '/cgi-bin/message/custom/send', {
    number,
    body: {
      touser: await readOpenid(sim, 'xiaoming', number),
      msgtype: 'text',
      text: { content: '你好' },
      ...changes,
    },
  })
const readWarnings = async () =>
  (await sim.journal({ limit: 1 })).entries[0]?.detail.warnings.map(({ rule }) => rule)

test('a message stands in the person’s chat', async () => {
  await sim.chat({ person: 'xiaoming', appid, text: 'hello' })
  expect((await send()).text).toBe('{"errcode":0,"errmsg":"ok"}')
  expect(await readWarnings()).toEqual([])
  const { chat } = await sim.chat({ person: 'xiaoming', appid, text: 'again' })
  expect(chat.lines.filter(({ from }) => from === 'account')).toMatchObject([{ type: 'text', text: '你好' }])
})

test('the 48 hours are noted, refused or forgotten as the switch says', async () => {
  await sim.chat({ person: 'xiaoming', appid, text: 'hello' })
  await sim.advance(48 * 3600)
  expect((await send()).errcode).toBe(0)
  expect(await readWarnings()).toEqual(['person_spoke_lately'])
  await sim.rules({ customMessageWindow: 'refuse' })
  expect((await send()).errcode).toBe(45015)
  expect(await readRule(sim)).toBe('person_spoke_lately')
  await sim.rules({ customMessageWindow: 'off' })
  expect((await send()).errcode).toBe(0)
  expect(await readWarnings()).toEqual([])
})

test.for([
  [{ touser: 'oNobody' }, 40003, 'openid_known'],
  [{ touser: undefined }, 40097, 'custom_message_has_shape'],
  [{ text: undefined }, 40097, 'custom_message_has_shape'],
  [{ text: { content: '好'.repeat(683) } }, 45002, 'custom_text_is_short'],
] as const)('a message with %j gets %i', async ([changes, errcode, rule]) => {
  expect((await send(changes)).errcode).toBe(errcode)
  expect(await readRule(sim)).toBe(rule)
})

test('other kinds of messages are shown by their type', async () => {
  expect((await send({ msgtype: 'image' })).errcode).toBe(0)
  expect(await readWarnings()).toContain('custom_message_type_is_shown')
})
