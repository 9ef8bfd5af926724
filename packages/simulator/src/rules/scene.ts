import { z } from 'zod'
import type { SceneCode } from '../world/scene-code.ts'
import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/cgi-bin/qrcode/create']
const source = 'https://developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode'

const actionNameKnown: Rule = {
  name: 'scene_action_name_known',
  endpoints,
  errcode: 40052,
  wrong: { en: 'There is no action_name like this.', zh: '没有这种 action_name。' },
  passes: {
    en: 'QR_SCENE, QR_STR_SCENE, QR_LIMIT_SCENE or QR_LIMIT_STR_SCENE.',
    zh: 'QR_SCENE、QR_STR_SCENE、QR_LIMIT_SCENE 或 QR_LIMIT_STR_SCENE。',
  },
  source,
  confidence: 'captured',
}

const actionInfoPresent: Rule = {
  name: 'scene_action_info_present',
  endpoints,
  errcode: 40053,
  wrong: { en: 'action_info.scene is missing.', zh: '缺少 action_info.scene。' },
  passes: {
    en: '"action_info":{"scene":{"scene_str":"login"}}',
    zh: '"action_info":{"scene":{"scene_str":"login"}}',
  },
  source,
  confidence: 'captured',
}

const sceneInRange: Rule = {
  name: 'scene_in_range',
  endpoints,
  errcode: 40129,
  wrong: {
    en: 'The scene is not one of this kind: a number out of range, or a text that is empty or too long.',
    zh: '场景值不符合该类型：数字超出范围，或文本为空、过长。',
  },
  passes: {
    en: 'scene_id 1 to 4294967295 (permanent: 1 to 100000); scene_str of 1 to 64 characters.',
    zh: 'scene_id 为 1 到 4294967295（永久：1 到 100000）；scene_str 为 1 到 64 个字符。',
  },
  source,
  confidence: 'captured',
}

const lifetimeInRange: Rule = {
  name: 'scene_lifetime_in_range',
  endpoints,
  errcode: null,
  wrong: {
    en: 'expire_seconds is no number from 1 to 2592000; the nearest one is taken.',
    zh: 'expire_seconds 不在 1 到 2592000 之间，按最接近的值处理。',
  },
  passes: { en: '"expire_seconds":600', zh: '"expire_seconds":600' },
  source: 'unconfirmed: what WeChat does with a value out of range',
  confidence: 'supposed',
}

const lifetimePresent: Rule = {
  name: 'scene_lifetime_present',
  endpoints,
  errcode: null,
  wrong: {
    en: 'expire_seconds is missing; documents tell 30 s and 60 s (switch defaultSceneSeconds).',
    zh: '缺少 expire_seconds；文档中默认值有 30 秒和 60 秒两种（开关 defaultSceneSeconds）。',
  },
  passes: { en: '"expire_seconds":600', zh: '"expire_seconds":600' },
  source,
  confidence: 'captured',
}

const permanentCodesLeft: Rule = {
  name: 'permanent_codes_left',
  endpoints,
  errcode: 45029,
  wrong: { en: 'The account has all the permanent codes it may have.', zh: '永久二维码数量已达上限。' },
  passes: {
    en: 'A temporary code (switch permanentCodesPerAccount).',
    zh: '改用临时二维码（开关 permanentCodesPerAccount）。',
  },
  source,
  confidence: 'captured',
}

const KINDS = {
  QR_SCENE: { permanent: false, most: 4_294_967_295 },
  QR_STR_SCENE: { permanent: false, most: null },
  QR_LIMIT_SCENE: { permanent: true, most: 100_000 },
  QR_LIMIT_STR_SCENE: { permanent: true, most: null },
} as const

const nameSchema = z.enum(['QR_SCENE', 'QR_STR_SCENE', 'QR_LIMIT_SCENE', 'QR_LIMIT_STR_SCENE'])
const infoSchema = z.object({
  scene: z.object({ scene_id: z.unknown().optional(), scene_str: z.unknown().optional() }),
})
const MOST_SECONDS = 2_592_000

function readScene(value: unknown, most: number | null): SceneCode['scene'] {
  if (most === null && typeof value === 'string' && value.length >= 1 && value.length <= 64) {
    return { scene: 0, sceneText: value }
  }
  const number = most === null ? 0 : Number(value)
  if (most === null || !Number.isInteger(number) || number < 1 || number > most) {
    throw new Refused(sceneInRange, quote(String(value)))
  }
  return { scene: number, sceneText: '' }
}

function warn(call: Call, rule: Rule, sent: unknown): void {
  call.warnings.push({ rule: rule.name, sent: quote(String(sent)), says: rule.wrong })
}

function readLifetime(call: Call, value: unknown): number {
  if (value === undefined) {
    warn(call, lifetimePresent, value)
    return call.world.switches.defaultSceneSeconds
  }
  const seconds = Math.floor(Number(value))
  if (seconds >= 1 && seconds <= MOST_SECONDS) return seconds
  warn(call, lifetimeInRange, value)
  return Number.isNaN(seconds)
    ? call.world.switches.defaultSceneSeconds
    : Math.min(MOST_SECONDS, Math.max(1, seconds))
}

/** The code that a request asks for. `lifetimeSeconds` is null for a permanent one. */
export function readSceneRequest(
  call: Call,
  body: Map<string, unknown>,
): { scene: SceneCode['scene']; lifetimeSeconds: number | null } {
  const name = nameSchema.safeParse(body.get('action_name'))
  if (!name.success) throw new Refused(actionNameKnown, quote(String(body.get('action_name'))))
  const info = infoSchema.safeParse(body.get('action_info'))
  if (!info.success) throw new Refused(actionInfoPresent, 'no scene')
  const { permanent, most } = KINDS[name.data]
  const { scene_id: id, scene_str: text } = info.data.scene
  const scene = readScene(most === null ? text : id, most)
  return { scene, lifetimeSeconds: permanent ? null : readLifetime(call, body.get('expire_seconds')) }
}

/** Refuses a permanent code too many. */
export function checkPermanentCodes(call: Call, appid: string): void {
  const count = call.world.sceneCodes.countPermanent(appid)
  if (count >= call.world.switches.permanentCodesPerAccount) {
    throw new Refused(permanentCodesLeft, `${count} codes`)
  }
}
