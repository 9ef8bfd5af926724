import { expect, test } from 'vitest'
import { listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { originsAt } from '../wire/origins.ts'
import { buildQrcodePictureUrl, createQrcode, type QrcodeScene } from './qrcode.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')
const made = { ticket: 'gQH47joAAAA', url: 'http://weixin.qq.com/q/02T3ooYRGnf4318qfD1q17' }

const scenes: [QrcodeScene, object][] = [
  [
    { action: 'QR_SCENE', sceneId: 4_294_967_295, expireSeconds: 1 },
    { expire_seconds: 1, action_name: 'QR_SCENE', action_info: { scene: { scene_id: 4_294_967_295 } } },
  ],
  [
    { action: 'QR_STR_SCENE', sceneText: 'login-abc', expireSeconds: 2_592_000 },
    {
      expire_seconds: 2_592_000,
      action_name: 'QR_STR_SCENE',
      action_info: { scene: { scene_str: 'login-abc' } },
    },
  ],
  [
    { action: 'QR_LIMIT_SCENE', sceneId: 100_000 },
    { action_name: 'QR_LIMIT_SCENE', action_info: { scene: { scene_id: 100_000 } } },
  ],
  [
    { action: 'QR_LIMIT_STR_SCENE', sceneText: 'x'.repeat(64) },
    { action_name: 'QR_LIMIT_STR_SCENE', action_info: { scene: { scene_str: 'x'.repeat(64) } } },
  ],
]

test.each(scenes)('%j is asked for as %j', async (scene, body) => {
  const { wire, calls } = await openTinyWeChat(() => ({ ...made, expire_seconds: 600 }), {
    now: () => 1_000_000,
  })
  expect(await createQrcode(wire, { token, scene })).toEqual({
    ...made,
    expiresAt: 'expireSeconds' in scene ? 1_600_000 : undefined,
    raw: { ...made, expire_seconds: 600 },
  })
  expect(listAsked(calls)).toEqual([
    { method: 'POST', path: '/cgi-bin/qrcode/create', query: { access_token: 'T' }, body },
  ])
})

test('a code that stays has no end in its answer, one that ends must have it', async () => {
  const { wire } = await openTinyWeChat(() => made)
  const lasting = await createQrcode(wire, { token, scene: { action: 'QR_LIMIT_SCENE', sceneId: 1 } })
  expect(lasting.expiresAt).toBeUndefined()
  const passing: QrcodeScene = { action: 'QR_SCENE', sceneId: 1, expireSeconds: 60 }
  await expect(createQrcode(wire, { token, scene: passing })).rejects.toMatchObject({
    code: 'wire_answer',
    message: expect.stringContaining('expire_seconds'),
  })
})

const impossible: [object, string][] = [
  [{ action: 'QR_SCENE', sceneId: 0, expireSeconds: 60 }, 'api_scene_invalid'],
  [{ action: 'QR_SCENE', sceneId: 4_294_967_296, expireSeconds: 60 }, 'api_scene_invalid'],
  [{ action: 'QR_SCENE', sceneId: 1.5, expireSeconds: 60 }, 'api_scene_invalid'],
  [{ action: 'QR_SCENE', sceneId: '7', expireSeconds: 60 }, 'api_scene_invalid'],
  [{ action: 'QR_SCENE', expireSeconds: 60 }, 'api_scene_invalid'],
  [{ action: 'QR_LIMIT_SCENE', sceneId: 100_001 }, 'api_scene_invalid'],
  [{ action: 'QR_STR_SCENE', sceneText: '', expireSeconds: 60 }, 'api_scene_invalid'],
  [{ action: 'QR_STR_SCENE', sceneText: 'x'.repeat(65), expireSeconds: 60 }, 'api_scene_invalid'],
  [{ action: 'QR_LIMIT_STR_SCENE', sceneText: 'x'.repeat(65) }, 'api_scene_invalid'],
  [{ action: 'QR_LIMIT_STR_SCENE', sceneId: 7 }, 'api_scene_invalid'],
  [{ action: 'QR_NO_SCENE', sceneId: 7 }, 'api_scene_invalid'],
  [{ action: 'QR_STR_SCENE', sceneText: 'a' }, 'api_expire_invalid'],
  [{ action: 'QR_STR_SCENE', sceneText: 'a', expireSeconds: 0 }, 'api_expire_invalid'],
  [{ action: 'QR_STR_SCENE', sceneText: 'a', expireSeconds: 2_592_001 }, 'api_expire_invalid'],
  [{ action: 'QR_SCENE', sceneId: 1, expireSeconds: Number.NaN }, 'api_expire_invalid'],
]

test.each(impossible)('%j is refused at the door with %s', async (scene, code) => {
  const { wire, calls } = await openTinyWeChat(() => ({ ...made, expire_seconds: 60 }))
  await expect(createQrcode(wire, { token, scene: scene as QrcodeScene })).rejects.toMatchObject({
    name: 'TypeError',
    code,
  })
  expect(calls).toEqual([])
})

test.each([40053, 40129, 45029])('WeChat says no with %i', async (errcode) => {
  const { wire } = await openTinyWeChat(() => ({ errcode, errmsg: 'no' }))
  const scene: QrcodeScene = { action: 'QR_LIMIT_SCENE', sceneId: 1 }
  await expect(createQrcode(wire, { token, scene })).rejects.toMatchObject({ code: 'wire_errcode', errcode })
})

test('the picture of a code has an address without a token, its ticket encoded', () => {
  expect(buildQrcodePictureUrl('gQ+/= &')).toBe(
    'https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=gQ%2B%2F%3D%20%26',
  )
  expect(buildQrcodePictureUrl('t', originsAt('http://localhost:4401/'))).toBe(
    'http://localhost:4401/cgi-bin/showqrcode?ticket=t',
  )
})
