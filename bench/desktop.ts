// `npm run bench -- desktop`: what computers that wait for a phone cost the gateway's process, and how soon one goes on
// after the phone has approved, in the same process and in another one on the same database. Figures, no verdict.
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startSimulator, type TestSimulator } from '@wxgate/simulator/test-kit'
import { createVisitor, findForm, type Visitor } from '../e2e/visitor.ts'

const desktopAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36'

/** A computer that shows a code. */
interface Desktop {
  visitor: Visitor
  handle: string
  link: string
  number: string
}

export async function benchDesktop(isShort: boolean): Promise<void> {
  const [waiting, approvals] = isShort ? [200, 20] : [2_000, 200]
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-bench-desktop-'))
  const sim = await startSimulator()
  const [first, second] = await startGateways(sim.url, folder)
  try {
    await measureMemory({ sim, url: first.url, child: first.child }, waiting)
    for (const [name, approver] of [
      ['the same process', first.url],
      ['another process', second.url],
    ] as const) {
      const times = await measureApprovals({ sim, url: first.url, approver }, approvals)
      console.log(`approval to desktop through ${name}: ${describe(times)} of ${times.length}`)
    }
  } finally {
    for (const { child } of [first, second]) child.kill()
    await sim.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Started {
  url: string
  child: ChildProcess
}

/** Two gateways with one public URL on one database. */
async function startGateways(simulator: string, folder: string): Promise<[Started, Started]> {
  const ports = [await findPort(), await findPort()]
  const publicUrl = `http://localhost:${ports[0]}`
  const key = randomBytes(32).toString('base64')
  const start = async (port: number | undefined): Promise<Started> => {
    const child = fork(join(import.meta.dirname, '../faults/gateway/gateway-process.ts'), {
      execArgv: ['--conditions=wxgate-source'],
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        APP_URL: publicUrl,
        WXGATE_PUBLIC_URL: publicUrl,
        WXGATE_DATABASE_URL: `sqlite:${join(folder, 'gateway.db')}`,
        WXGATE_SECRET_KEY: key,
        WXGATE_WECHAT_ORIGIN: simulator,
        WXGATE_LOG_LEVEL: 'silent',
      },
    })
    await once(child, 'message')
    return { url: `http://localhost:${port}`, child }
  }
  return [await start(ports[0]), await start(ports[1])]
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function openDesktop(sim: TestSimulator, url: string): Promise<Desktop> {
  const visitor = createVisitor(sim, { agent: desktopAgent })
  const page = await visitor.go(`${url}/login/demo`)
  const link = /href="([^"]*\/handoff\/\w{32})"/.exec(page.text)?.[1] ?? ''
  const number = /<output id="number">(\d\d)</.exec(page.text)?.[1] ?? ''
  return { visitor, link, number, handle: link.slice(-32) }
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

/** One long poll; resolves with the state that ended it. */
async function poll(url: string, { visitor, handle }: Desktop, seen: string): Promise<string> {
  const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ')
  const asked = get(`${url}/login/desktop/${handle}/state?seen=${seen}`, { agent, headers: { cookie } })
  const [answer] = await once(asked, 'response')
  return JSON.parse(await text(answer)).status
}

interface Place {
  sim: TestSimulator
  url: string
}

/** The memory of the process before and while so many wait; a tenth waited before, for what grows once. */
async function measureMemory({ sim, url, child }: Place & Started, count: number): Promise<void> {
  const desktops: Desktop[] = []
  for (let made = 0; made < count; made += 1) desktops.push(await openDesktop(sim, url))
  await Promise.all(desktops.slice(0, count / 10).map((desktop) => poll(url, desktop, 'pending')))
  const before = readRssKilobytes(child)
  const polls = desktops.map((desktop) => poll(url, desktop, 'pending'))
  const most = await readMost(child, Promise.all(polls))
  const each = (most - before) / count
  console.log(
    `${count} desktops wait: RSS ${before} kB before, ${most} kB at most, ${each.toFixed(1)} kB each`,
  )
}

async function readMost(child: ChildProcess, end: Promise<unknown>): Promise<number> {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, readRssKilobytes(child))
  }, 250)
  await end
  clearInterval(timer)
  return most
}

/** Linux tells the resident memory of a process in `/proc`. */
function readRssKilobytes({ pid }: ChildProcess): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

async function measureApprovals(
  { sim, url, approver }: Place & { approver: string },
  count: number,
): Promise<number[]> {
  const times: number[] = []
  for (let done = 0; done < count; done += 1) {
    const desktop = await openDesktop(sim, url)
    // A phone of its own, so that no limit of one browser is met.
    const phone = createVisitor(sim)
    const page = await phone.go(desktop.link, (next) => next === desktop.link && phone.cookies.size > 2)
    const asks = page.status === 0 ? await phone.request(desktop.link) : page
    const form = findForm(asks)
    if (form === undefined) throw new Error(`the phone shows ${asks.status}: ${asks.text}`)
    const action = new URL(form.url)
    const body = new URLSearchParams({ number: desktop.number })
    const polled = poll(url, desktop, 'claimed')
    const startedAt = performance.now()
    const headers = { origin: action.origin }
    const sent = phone.request(`${approver}${action.pathname}`, { method: 'POST', body, headers })
    const status = await polled
    times.push(performance.now() - startedAt)
    const { status: answered } = await sent
    if (status !== 'approved') throw new Error(`the desktop saw ${status}, the phone ${answered}`)
  }
  return times.sort((one, other) => one - other)
}

function describe(sorted: readonly number[]): string {
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms`
}
