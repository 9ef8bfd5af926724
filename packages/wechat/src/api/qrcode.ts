import { buildUsageError } from '../error.ts'
import type { Answer } from '../wire/answer.ts'
import type { Wire } from '../wire/call.ts'
import { type Origins, wechatOrigins } from '../wire/origins.ts'
import { readSeconds, readString } from '../wire/shape.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/**
 * What a code tells of whoever scans it, under WeChat's names. The two that end are as many as you like; of the two
 * that stay (`LIMIT`) an account has 100,000 in all, and none can be taken back.
 */
export type QrcodeScene =
  /** A number from 1 to 4,294,967,295. `expireSeconds` is 1 to 2,592,000, 30 days. */
  | { action: 'QR_SCENE'; sceneId: number; expireSeconds: number }
  /** A text of 1 to 64 characters: the one for signing in. */
  | { action: 'QR_STR_SCENE'; sceneText: string; expireSeconds: number }
  /** A number from 1 to 100,000. */
  | { action: 'QR_LIMIT_SCENE'; sceneId: number }
  /** A text of 1 to 64 characters. */
  | { action: 'QR_LIMIT_STR_SCENE'; sceneText: string }

/** A code to be scanned. */
export interface Qrcode {
  /** Names the picture: see `buildQrcodePictureUrl`. Events of scans carry it. */
  ticket: string
  /** What the picture says, for drawing it yourself. */
  url: string
  /** Milliseconds since 1970; undefined for a code that stays. */
  expiresAt: number | undefined
  /** Everything that WeChat sent. */
  raw: Readonly<Record<string, unknown>>
}

const mostExpireSeconds = 2_592_000
const mostSceneId = 4_294_967_295
const mostLastingSceneId = 100_000
const mostSceneCharacters = 64

/**
 * Makes a QR code that leads to the account and tells by which scene somebody came, in `subscribe` and `SCAN` events.
 * A `TypeError` for what is out of range: `api_scene_invalid`, `api_expire_invalid`. 45029: too many codes that stay.
 * 100,000 calls a day for a new account. Source: WeChat's documentation, QR codes, `POST /cgi-bin/qrcode/create`.
 */
export async function createQrcode(
  wire: Wire,
  { token, scene }: { token: AppToken; scene: QrcodeScene },
): Promise<Qrcode> {
  const answer = await fetchWithToken(wire, '/cgi-bin/qrcode/create', { token, body: buildBody(scene) })
  return {
    ticket: readString(answer, 'ticket'),
    url: readString(answer, 'url'),
    expiresAt: readEnd(answer, scene, wire.now()),
    raw: answer.fields,
  }
}

/**
 * Where WeChat shows the picture of a code, as JPEG and without a token; 404 for a ticket that is wrong or old.
 * WeChat's host unless told. Source: WeChat's documentation, QR codes, `GET /cgi-bin/showqrcode`.
 */
export function buildQrcodePictureUrl(ticket: string, origins: Origins = wechatOrigins): string {
  return `${origins.mp}/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`
}

function buildBody(scene: QrcodeScene): Readonly<Record<string, unknown>> {
  switch (scene.action) {
    case 'QR_SCENE':
      return buildPassing(scene, { scene_id: checkSceneId(scene.sceneId, mostSceneId) })
    case 'QR_STR_SCENE':
      return buildPassing(scene, { scene_str: checkSceneText(scene.sceneText) })
    case 'QR_LIMIT_SCENE':
      return buildLasting(scene, { scene_id: checkSceneId(scene.sceneId, mostLastingSceneId) })
    case 'QR_LIMIT_STR_SCENE':
      return buildLasting(scene, { scene_str: checkSceneText(scene.sceneText) })
    default:
      throw buildUsageError('api_scene_invalid', 'A scene has one of four actions')
  }
}

function buildPassing({ action, expireSeconds }: QrcodeScene & { expireSeconds: number }, scene: object) {
  if (!isWithin(expireSeconds, mostExpireSeconds))
    throw buildUsageError('api_expire_invalid', `expireSeconds is whole, from 1 to ${mostExpireSeconds}`)
  // WeChat's pages disagree about the default, so it is always told.
  return { expire_seconds: expireSeconds, action_name: action, action_info: { scene } }
}

function buildLasting({ action }: QrcodeScene, scene: object) {
  return { action_name: action, action_info: { scene } }
}

function checkSceneText(text: string): string {
  if (typeof text === 'string' && text.length >= 1 && text.length <= mostSceneCharacters) return text
  throw buildUsageError('api_scene_invalid', `A scene text has 1 to ${mostSceneCharacters} characters`)
}

function checkSceneId(id: number, last: number): number {
  if (isWithin(id, last)) return id
  throw buildUsageError('api_scene_invalid', `This scene id is whole, from 1 to ${last}`)
}

function isWithin(number: number, last: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= last
}

function readEnd(answer: Answer, { action }: QrcodeScene, now: number): number | undefined {
  const lasts = action === 'QR_LIMIT_SCENE' || action === 'QR_LIMIT_STR_SCENE'
  return lasts ? undefined : now + readSeconds(answer, 'expire_seconds') * 1000
}
