import { openAccountCall } from '../../rules/account-call.ts'
import { readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { checkPermanentCodes, readSceneRequest } from '../../rules/scene.ts'

/** `POST /cgi-bin/qrcode/create`: a QR code that tells by which scene somebody came. */
export function createSceneCode(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const { scene, lifetimeSeconds } = readSceneRequest(call, readJsonBody(call))
  if (lifetimeSeconds === null) checkPermanentCodes(call, appid)
  const expiresAt = lifetimeSeconds === null ? null : call.now + lifetimeSeconds * 1000
  const { ticket, url } = call.world.sceneCodes.issue({ appid, scene, expiresAt })
  return { ticket, ...(lifetimeSeconds === null ? {} : { expire_seconds: lifetimeSeconds }), url }
}
