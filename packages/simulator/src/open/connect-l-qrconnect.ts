import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { Call } from '../rules/call.ts'
import type { Answer } from '../wire/answer.ts'
import { readQuery } from '../wire/query.ts'
import { serveCall } from '../wire/serve.ts'
import type { ScanLogin } from '../world/scan-login.ts'
import type { World } from '../world/world.ts'

/** How often a waiting poll looks whether something changed. */
const LOOK_MS = 50

const ERRCODES: Record<ScanLogin['status'], number> = {
  waiting: 408,
  scanned: 404,
  confirmed: 405,
  refused: 403,
}

/** 408 nothing yet, 404 scanned, 405 confirmed, 403 refused, 402 expired or unknown. */
function readErrcode(world: World, uuid: string): number {
  const login = world.scanLogins.find(uuid)
  if (!login) return 402
  const isOver = login.status !== 'confirmed' && login.expiresAt <= world.clock.now()
  return isOver ? 402 : ERRCODES[login.status]
}

function isNews(errcode: number, last: string | undefined): boolean {
  return errcode !== 408 && String(errcode) !== last
}

/** Waits until there is something else to tell than `last`, or the time is up, or the browser has gone. */
async function waitForNews(world: World, uuid: string, last: string | undefined, isGone: () => boolean) {
  const deadline = performance.now() + world.switches.loginPollSeconds * 1000
  while (!isNews(readErrcode(world, uuid), last) && performance.now() < deadline && !isGone()) {
    await sleep(LOOK_MS, undefined, { ref: false })
  }
}

function buildScript(call: Call, errcode: number, code: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'text/javascript', 'cache-control': 'no-cache, no-store' },
    body: `window.wx_errcode=${errcode};window.wx_code='${code}';`,
    errcode: null,
    rule: `login_poll_${errcode}`,
    detail: { warnings: call.warnings },
  }
}

function tell(call: Call): Answer {
  const uuid = call.query.get('uuid') ?? ''
  const errcode = readErrcode(call.world, uuid)
  const news = isNews(errcode, call.query.get('last')) ? errcode : 408
  const code = errcode === 405 ? (call.world.scanLogins.find(uuid)?.code ?? '') : ''
  return buildScript(call, news, news === 405 ? code : '')
}

/** `GET /connect/l/qrconnect?uuid=&last=&_=`: the page of a website's sign-in asks what the phone did. */
export async function pollLogin(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const query = readQuery(request.url.slice(request.url.indexOf('?') + 1))
  const isGone = () => request.raw.socket.destroyed
  await waitForNews(context.world, query.get('uuid') ?? '', query.get('last'), isGone)
  return serveCall(context, request, reply, {
    handle: tell,
    buildFaultError: (call, errcode) => buildScript(call, errcode, ''),
  })
}
