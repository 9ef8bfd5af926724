import { randomBytes } from 'node:crypto'
import { checkSecret, readApplication } from '../../rules/application.ts'
import type { Call } from '../../rules/call.ts'
import { checkGrantType } from '../../rules/grant-type.ts'
import { readJsCode } from '../../rules/js-code.ts'
import type { Application } from '../../world/application.ts'
import { deriveOpenid } from '../../world/identity.ts'
import type { JsCode } from '../../world/js-code.ts'
import { readUnionid } from '../../world/person.ts'

/** Uses up a code; answers openid and session key. The key is fresh: nothing is encrypted with it here. */
export function answerSession(call: Call, application: Application, code: JsCode): Record<string, unknown> {
  code.used = true
  const person = call.world.people.find(code.personId)
  const unionid = person ? readUnionid(person, application.openPlatform) : null
  return {
    session_key: randomBytes(16).toString('base64'),
    openid: deriveOpenid(code.personId, application.appid),
    ...(unionid === null ? {} : { unionid }),
  }
}

/** `GET /sns/jscode2session`: the code of `wx.login` becomes an openid and a session key. */
export function openSession(call: Call): Record<string, unknown> {
  const application = readApplication(call.world, call.query.get('appid'))
  checkSecret(application, call.query.get('secret'))
  checkGrantType(call.query.get('grant_type'), 'authorization_code')
  return answerSession(call, application, readJsCode(call, application))
}
