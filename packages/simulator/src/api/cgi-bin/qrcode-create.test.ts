import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callAccount, readOpenid, readRule } from '../../scripted-account.ts'
import { readAccount, text } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const { appid } = readAccount('1')
const create = (body: unknown, number = '1') => callAccount(sim, '/cgi-bin/qrcode/create', { number, body })
const build = (name: string, scene: unknown, more: object = {}) => ({
  action_name: name,
  action_info: { scene },
  ...more,
})
const show = (ticket: string) => fetch(`${sim.url}/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`)

test('a temporary code has ticket, lifetime and url', async () => {
  const { body } = await create(build('QR_STR_SCENE', { scene_str: 'login' }, { expire_seconds: 600 }))
  expect(body).toEqual({
    ticket: expect.stringMatching(/^gQ[\w+/]{80,}$/),
    expire_seconds: 600,
    url: expect.stringMatching(/^http:\/\/weixin\.qq\.com\/q\/02\w+$/),
  })
  expect(Buffer.from(text(body.ticket), 'base64').toString('latin1')).toContain(text(body.url))
})

test('a permanent code has no lifetime, and the same scene is the same code', async () => {
  const body = build('QR_LIMIT_SCENE', { scene_id: 7 })
  const first = (await create(body)).body
  expect(Object.keys(first)).toEqual(['ticket', 'url'])
  expect((await create(body)).body).toEqual(first)
  expect((await create(build('QR_LIMIT_STR_SCENE', { scene_str: '7' }))).body).not.toEqual(first)
})

test.for([
  [build('QR_OTHER', { scene_id: 1 }), 40052, 'scene_action_name_known'],
  [{ action_name: 'QR_SCENE' }, 40053, 'scene_action_info_present'],
  [build('QR_SCENE', { scene_id: 0 }), 40129, 'scene_in_range'],
  [build('QR_SCENE', { scene_id: 4_294_967_296 }), 40129, 'scene_in_range'],
  [build('QR_LIMIT_SCENE', { scene_id: 100_001 }), 40129, 'scene_in_range'],
  [build('QR_STR_SCENE', { scene_str: '' }), 40129, 'scene_in_range'],
  [build('QR_STR_SCENE', { scene_str: 'x'.repeat(65) }), 40129, 'scene_in_range'],
  [build('QR_STR_SCENE', { scene_id: 5 }), 40129, 'scene_in_range'],
] as const)('%j gets %i', async ([body, errcode, rule]) => {
  expect((await create(body)).errcode).toBe(errcode)
  expect(await readRule(sim)).toBe(rule)
})

test('permanent codes are limited, and unverified accounts have none', async () => {
  await sim.rules({ permanentCodesPerAccount: 0 })
  expect((await create(build('QR_LIMIT_SCENE', { scene_id: 1 }))).errcode).toBe(45029)
  expect(await readRule(sim)).toBe('permanent_codes_left')
  expect((await create(build('QR_SCENE', { scene_id: 1 }), '6')).errcode).toBe(48001)
})

test('a lifetime that is missing or out of range is noted', async () => {
  const read = async (more: object) => {
    const { body } = await create(build('QR_SCENE', { scene_id: 1 }, more))
    const { warnings } = (await sim.journal({ limit: 1 })).entries[0]?.detail ?? {}
    return [body.expire_seconds, warnings?.map(({ rule }) => rule)]
  }
  expect(await read({})).toEqual([60, ['scene_lifetime_present']])
  await sim.rules({ defaultSceneSeconds: 30 })
  expect(await read({})).toEqual([30, ['scene_lifetime_present']])
  expect(await read({ expire_seconds: 9_999_999 })).toEqual([2_592_000, ['scene_lifetime_in_range']])
  expect(await read({ expire_seconds: 1800 })).toEqual([1800, []])
})

test('the picture is a JPEG of the code, until the code expires', async () => {
  const { body } = await create(build('QR_SCENE', { scene_id: 1 }, { expire_seconds: 60 }))
  const response = await show(text(body.ticket))
  const jpeg = Buffer.from(await response.arrayBuffer())
  expect(response.headers.get('content-type')).toBe('image/jpg')
  expect(jpeg.subarray(0, 4).toString('hex')).toBe('ffd8ffe0')
  expect(jpeg.subarray(-2).toString('hex')).toBe('ffd9')
  await sim.advance(60)
  expect((await show(text(body.ticket))).status).toBe(404)
  expect(await readRule(sim)).toBe('scene_ticket_known')
  expect((await show('gQHnothing')).status).toBe(404)
})

test('scanning follows with the scene, scanning again enters', async () => {
  const { body } = await create(build('QR_STR_SCENE', { scene_str: 'login' }, { expire_seconds: 600 }))
  const ticket = text(body.ticket)
  expect((await sim.qrcodes()).scenes).toEqual([
    { ticket, url: body.url, appid, scene: 'login', expiresAt: expect.any(Number) },
  ])
  expect(await sim.scan({ person: 'alice', ticket, decision: 'deny' })).toMatchObject({ page: 'profile' })
  expect(await sim.scan({ person: 'alice', url: text(body.url) })).toMatchObject({ page: 'chat' })
  const info = await callAccount(sim, '/cgi-bin/user/info', {
    query: { openid: await readOpenid(sim, 'alice') },
  })
  expect(info.body).toMatchObject({
    subscribe: 1,
    subscribe_scene: 'ADD_SCENE_QR_CODE',
    qr_scene: 0,
    qr_scene_str: 'login',
  })
  expect(await sim.scan({ person: 'alice', ticket })).toMatchObject({ page: 'chat' })
  await sim.advance(600)
  expect(await sim.scan({ person: 'alice', ticket })).toMatchObject({ page: 'expired' })
  expect((await sim.qrcodes()).scenes).toEqual([])
})

test('a scene number is told as a number', async () => {
  const { body } = await create(build('QR_SCENE', { scene_id: 98_765 }, { expire_seconds: 60 }))
  await sim.scan({ person: 'alice', ticket: text(body.ticket) })
  const openid = await readOpenid(sim, 'alice')
  const info = await callAccount(sim, '/cgi-bin/user/info', { query: { openid } })
  expect(info.body).toMatchObject({ qr_scene: 98_765, qr_scene_str: '' })
})

test('other links of a QR code open in the phone’s browser', async () => {
  expect(await sim.scan({ person: 'alice', url: 'http://localhost:4400/handoff/x' })).toEqual({
    status: 302,
    location: 'http://localhost:4400/handoff/x',
  })
  await expect(sim.scan({ person: 'alice', url: 'nonsense' })).rejects.toMatchObject({ status: 400 })
  await expect(sim.scan({ person: 'alice' })).rejects.toMatchObject({ status: 400 })
})
