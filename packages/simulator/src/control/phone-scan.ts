import { z } from 'zod'
import type { Context } from '../context.ts'
import { AUTHORIZE_PATH } from '../open/connect-oauth2-authorize.ts'
import { decideLogin, type ScanEnd } from '../open/scan-decision.ts'
import { Problem, readInput } from '../wire/problem.ts'
import type { Delivery } from '../world/delivery.ts'
import { deriveOpenid } from '../world/identity.ts'
import type { Person } from '../world/person.ts'
import type { ScanLogin } from '../world/scan-login.ts'
import type { SceneCode } from '../world/scene-code.ts'
import { readPerson } from './people.ts'
import { type Opened, openLink } from './phone-open.ts'

const scanSchema = z
  .strictObject({
    person: z.string(),
    /** What the picture of the code says. */
    url: z.string().max(16_384).optional(),
    /** Ticket of a scene code. */
    ticket: z.string().max(1_000).optional(),
    /** Code of a website's sign-in. */
    uuid: z.string().max(100).optional(),
    decision: z.enum(['allow', 'deny', 'ignore']).default('allow'),
  })
  .refine(
    ({ url, ticket, uuid }) => [url, ticket, uuid].filter((each) => each !== undefined).length === 1,
    'name exactly one of url, ticket, uuid',
  )

/** Body of `POST /__sim/phone/scan`. `decision` is whether to follow, or to allow the sign-in. */
export type ScanInput = z.input<typeof scanSchema>

/** What the phone shows or where it goes; `deliveries` are the pushes that the scan of a scene code led to. */
export type Scanned = Opened | { status: 200; page: string; text: string; deliveries: Delivery[] }

const LOGIN_TEXTS: Record<ScanEnd, string> = {
  scanned: '等待确认',
  confirmed: '登录成功',
  refused: '已取消登录',
  expired: '二维码已过期',
}

function scanLoginCode(
  { world }: Context,
  login: ScanLogin | undefined,
  person: Person,
  decision: ScanDecision,
) {
  const end = login ? decideLogin(world, login, person, decision) : 'expired'
  return { status: 200 as const, page: end, text: LOGIN_TEXTS[end] }
}

type ScanDecision = 'allow' | 'deny' | 'ignore'

/** A follower enters the chat; anybody else sees the account's profile and may follow there. */
async function scanScene(
  { world, announce }: Context,
  code: SceneCode | undefined,
  person: Person,
  decision: ScanDecision,
): Promise<Scanned> {
  const now = world.clock.now()
  if (!code || (code.expiresAt ?? now + 1) <= now)
    return { status: 200, page: 'expired', text: '二维码已过期' }
  const { appid, ticket } = code
  const openid = deriveOpenid(person.id, appid)
  const scene = code.scene.sceneText || String(code.scene.scene)
  const text = world.applications.get(appid)?.name ?? appid
  if (world.follows.get(person.id, appid)) {
    const { deliveries } = await announce({ kind: 'SCAN', appid, openid, scene, ticket })
    return { status: 200, page: 'chat', text, deliveries }
  }
  if (decision !== 'allow') return { status: 200, page: 'profile', text, deliveries: [] }
  world.follows.add(person.id, appid, { since: now, scene: 'ADD_SCENE_QR_CODE', qr: code.scene })
  const { deliveries } = await announce({ kind: 'subscribe', appid, openid, scene, ticket })
  return { status: 200, page: 'chat', text, deliveries }
}

/** A URL: a scene code's, a website sign-in's, an authorize link, or any page, which the phone's browser opens. */
function scanUrl(
  context: Context,
  text: string,
  person: Person,
  decision: ScanDecision,
): Promise<Scanned> | Scanned {
  const code = context.world.sceneCodes.findByUrl(text)
  const url = URL.parse(text)
  if (code || url?.host === 'weixin.qq.com') return scanScene(context, code, person, decision)
  if (url?.pathname === '/connect/confirm') {
    const login = context.world.scanLogins.find(url.searchParams.get('uuid') ?? '')
    return scanLoginCode(context, login, person, decision)
  }
  if (url?.pathname === AUTHORIZE_PATH) {
    return openLink(context, { person: person.id, url: text, entry: 'scan', decision })
  }
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Problem(400, 'url: is no link a phone can open', 'url')
  return { status: 302, location: url.href }
}

/** `POST /__sim/phone/scan`: somebody's phone scans a QR code and decides. */
export async function scanCode(context: Context, body: unknown): Promise<Scanned> {
  const { person: id, url, ticket, uuid, decision } = readInput(scanSchema, body)
  const person = readPerson(context.world, id)
  if (ticket !== undefined) {
    return scanScene(context, context.world.sceneCodes.find(ticket), person, decision)
  }
  if (uuid !== undefined) return scanLoginCode(context, context.world.scanLogins.find(uuid), person, decision)
  return scanUrl(context, url ?? '', person, decision)
}
