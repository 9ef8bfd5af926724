import type { Person } from '../world/person.ts'
import type { ScanLogin } from '../world/scan-login.ts'
import { buildVisitor } from '../world/visitor.ts'
import type { World } from '../world/world.ts'

/** Codes of websites live longer than those of official accounts. */
const CODE_LIFETIME_MS = 10 * 60_000

/** What a phone showed after scanning a website's code. */
export type ScanEnd = 'scanned' | 'confirmed' | 'refused' | 'expired'

/** The phone has read the code; who decides may be known later. Nothing happens to a code that has ended. */
export function scanLogin(world: World, login: ScanLogin, person: Person | null): ScanEnd {
  if (login.status === 'confirmed' || login.expiresAt <= world.clock.now()) return 'expired'
  login.status = 'scanned'
  login.personId = person?.id ?? login.personId
  return 'scanned'
}

/** Scans and decides; `ignore` leaves the phone on its question. */
export function decideLogin(
  world: World,
  login: ScanLogin,
  person: Person,
  decision: 'allow' | 'deny' | 'ignore',
): ScanEnd {
  const application = world.applications.get(login.appid)
  const scanned = scanLogin(world, login, person)
  if (scanned === 'expired' || !application) return 'expired'
  if (decision === 'ignore') return 'scanned'
  login.status = decision === 'allow' ? 'confirmed' : 'refused'
  if (login.status === 'refused') return 'refused'
  const now = world.clock.now()
  const grant = {
    visitor: buildVisitor(person, application),
    scope: 'snsapi_login',
    epoch: world.consents.epoch(person.id, application.appid),
  }
  world.consents.save(person.id, application.appid, now)
  login.code = world.codes.issue(grant, now, CODE_LIFETIME_MS)
  return 'confirmed'
}
