import type { Context } from '../context.ts'

/** `GET /__sim/qrcodes`: what waits to be scanned, scene codes of accounts and sign-ins of websites. */
export function listQrcodes({ world }: Context) {
  const now = world.clock.now()
  return {
    scenes: world.sceneCodes.living(now).map(({ ticket, url, appid, scene, expiresAt }) => ({
      ticket,
      url,
      appid,
      scene: scene.sceneText || String(scene.scene),
      expiresAt,
    })),
    logins: world.scanLogins.waiting(now).map(({ uuid, appid, status, personId, expiresAt }) => ({
      uuid,
      appid,
      status,
      person: personId,
      expiresAt,
    })),
  }
}
