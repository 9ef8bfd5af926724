import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readOpenid, readRule } from '../../scripted-account.ts'
import { ask, readAccount, text } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const MINI = readAccount('7')
const fetchCode = () => sim.openMiniprogram({ person: 'alice', appid: MINI.appid })
const open = (code: string, changes: Record<string, string> = {}) =>
  ask(sim, '/sns/jscode2session', {
    ...MINI,
    js_code: code,
    grant_type: 'authorization_code',
    ...changes,
  })

test('a code becomes an openid, a unionid and a session key of 16 bytes, once', async () => {
  const code = await fetchCode()
  const { body } = await open(code)
  expect(body).toEqual({
    session_key: expect.any(String),
    openid: await readOpenid(sim, 'alice', '7'),
    unionid: (await sim.state()).people.find(({ id }) => id === 'alice')?.unionid,
  })
  expect(Buffer.from(text(body.session_key), 'base64')).toHaveLength(16)
  expect((await open(code)).errcode).toBe(40163)
  expect(await readRule(sim)).toBe('js_code_unused')
})

test.for([
  [{ js_code: '' }, 41008],
  [{ js_code: 'x' }, 40029],
  [{ secret: 'x' }, 40125],
  [{ grant_type: 'x' }, 40002],
  [{ ...readAccount('1') }, 40013],
] as const)('a session with %j gets %i', async ([changes, errcode]) => {
  expect((await open(await fetchCode(), changes)).errcode).toBe(errcode)
})

test('a code dies after five minutes', async () => {
  const code = await fetchCode()
  await sim.advance(300)
  expect((await open(code)).errcode).toBe(40029)
})

test('sessions are limited by the minute and person', async () => {
  await sim.rules({ sessionCallsPerMinute: 1 })
  expect((await open(await fetchCode())).errcode).toBeUndefined()
  expect((await open(await fetchCode())).errcode).toBe(45011)
  expect(await readRule(sim)).toBe('sessions_per_minute')
  await sim.advance(60)
  expect((await open(await fetchCode())).errcode).toBeUndefined()
})

test('only mini programs can be opened like this', async () => {
  const open = sim.openMiniprogram({ person: 'alice', appid: readAccount('1').appid })
  await expect(open).rejects.toMatchObject({ status: 400 })
})
