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

/** No codes yet. A permanent code with the same scene is the same code again. */
export function createSceneCodes(): SceneCodes {
  const temporary = createBoundedMap<SceneCode>(20_000)
  const permanent = new Map<string, SceneCode>()
  const byUrl = createBoundedMap<SceneCode>(200_000)
  const byTicket = createBoundedMap<SceneCode>(200_000)

  const create = (fields: Pick<SceneCode, 'appid' | 'scene' | 'expiresAt'>): SceneCode => {
    const ticket = `gQH${randomBytes(69).toString('base64url')}==`
    const code = { ...fields, ticket, url: `http://weixin.qq.com/q/02${randomBytes(16).toString('hex')}` }
    byUrl.set(code.url, code)
    byTicket.set(ticket, code)
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
