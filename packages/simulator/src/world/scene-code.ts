import { randomBytes } from 'node:crypto'
import { createBoundedMap } from './bounded-map.ts'

/** A QR code of an account that tells it by which scene somebody came. */
export type SceneCode = {
  ticket: string
  /** What the picture says. */
  url: string
  appid: string
  /** A number or a text; the other is 0 or empty. */
  scene: { scene: number; sceneText: string }
  /** Milliseconds since 1970; null: permanent. */
  expiresAt: number | null
}

export type SceneCodes = {
  find(ticket: string): SceneCode | undefined
  findByUrl(url: string): SceneCode | undefined
  issue(code: Pick<SceneCode, 'appid' | 'scene' | 'expiresAt'>): SceneCode
  /** Codes that still work, the oldest first. */
  living(nowMs: number): SceneCode[]
  countPermanent(appid: string): number
}

/** A ticket as they were recorded: base64 of bytes that hold the URL of the code. */
function randomSceneTicket(url: string): string {
  const head = Buffer.concat([Buffer.from([0x81, 0x07]), randomBytes(2), Buffer.alloc(8)])
  const text = Buffer.from(url)
  const tail = Buffer.from([0, 2, 4, ...randomBytes(4), 3, 4, ...randomBytes(4)])
  return Buffer.concat([head, Buffer.from([1, text.length]), text, tail]).toString('base64')
}

/** No codes yet. A permanent code with the same scene is the same code again. */
export function createSceneCodes(): SceneCodes {
  const temporary = createBoundedMap<SceneCode>(20_000)
  const permanent = new Map<string, SceneCode>()
  const byUrl = createBoundedMap<SceneCode>(200_000)
  const byTicket = createBoundedMap<SceneCode>(200_000)

  const create = (fields: Pick<SceneCode, 'appid' | 'scene' | 'expiresAt'>): SceneCode => {
    const url = `http://weixin.qq.com/q/02${randomBytes(16).toString('hex')}`
    const code = { ...fields, ticket: randomSceneTicket(url), url }
    byUrl.set(code.url, code)
    byTicket.set(code.ticket, code)
    return code
  }
  return {
    find: (ticket) => byTicket.get(ticket),
    findByUrl: (url) => byUrl.get(url),
    issue(fields) {
      const { appid, scene, expiresAt } = fields
      const key = `${appid} ${scene.scene} ${scene.sceneText}`
      const known = expiresAt === null ? permanent.get(key) : undefined
      const code = known ?? create(fields)
      if (expiresAt === null) permanent.set(key, code)
      else temporary.set(code.ticket, code)
      return code
    },
    living: (nowMs) => [
      ...permanent.values(),
      ...[...temporary.values()].filter(({ expiresAt }) => (expiresAt ?? 0) > nowMs),
    ],
    countPermanent: (appid) => [...permanent.values()].filter((code) => code.appid === appid).length,
  }
}
