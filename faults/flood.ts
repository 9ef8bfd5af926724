import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@wxgate/simulator/test-kit'
import { createVisitor, type Visitor } from '../e2e/visitor.ts'
import type { Fault } from './fault.ts'
import { createLoneGateway, type LoneGateway } from './gateway/lone-gateway.ts'

const atOnce = 32
const mostBytes = 20_000_000
const appid = 'wx5a4db0c500000001'

/** Strangers begin sign-ins without end, and bring codes that WeChat never gave. */
export const flood: Fault = {
  name: 'flood',
  about:
    'strangers begin sign-ins and bring made-up codes; the disk stays small, WeChat is not asked, a sign-in under way ends well',
  async run({ short }) {
    const starts = short ? 10_000 : 100_000
    const codes = short ? 1_000 : 10_000
    const folder = mkdtempSync(join(tmpdir(), 'wxgate-faults-flood-'))
    const sim = await startSimulator()
    const gateway = await createLoneGateway(sim.url, folder)
    try {
      await gateway.start()
      const visitor = createVisitor(sim)
      const callback = await beginSignIn(visitor, gateway)
      const before = measure(folder)
      const statuses = await startOften(gateway, starts)
      const grown = measure(folder) - before
      const exchanges = async () => (await sim.journal({ path: '/sns/oauth2/access_token' })).total
      const asked = await exchanges()
      await bringCodes(visitor, gateway, codes)
      const askedMore = (await exchanges()) - asked
      const end = await visitor.go(callback)
      const rows: [string, boolean][] = [
        [
          `${starts} starts, long and short (${describe(statuses)}): ${(grown / 1e6).toFixed(1)} MB more on the disk`,
          grown < mostBytes,
        ],
        [`${codes} made-up codes: ${askedMore} exchanges at WeChat`, askedMore === 0],
        [
          `the sign-in that was under way ends with ${end.status}`,
          end.status === 200 && end.text.includes('"openid"'),
        ],
      ]
      for (const [what, isGood] of rows) console.log(`${isGood ? '✔' : '✖'} ${what}`)
      const passed = rows.filter(([, isGood]) => isGood).length
      return { passed, failed: rows.length - passed }
    } finally {
      await gateway.kill()
      await sim.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Up to WeChat's answer: the callback that the visitor has not loaded yet. */
async function beginSignIn(visitor: Visitor, { url }: LoneGateway): Promise<string> {
  const stopped = await visitor.go(`${url}/login/demo?return_to=${url}/session`, (next) =>
    next.includes('/wechat/callback/'),
  )
  return stopped.url
}

async function startOften({ url }: LoneGateway, times: number): Promise<Map<number, number>> {
  const statuses = new Map<number, number>()
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  let sent = 0
  const direct = `${url}/login/demo?return_to=${url}/session`
  const query = { client_id: 'demo', response_type: 'code', scope: 'openid', redirect_uri: `${url}/callback` }
  const authorize = `${url}/oidc/auth?${new URLSearchParams(query)}`
  const ask = async () => {
    while (sent < times) {
      sent += 1
      // Every tenth address is as long as a request line may be.
      const padding = sent % 10 === 0 ? `?${'x'.repeat(14_000)}` : ''
      const status = await fetchStatus(agent, sent % 3 === 0 ? authorize : `${direct}${padding}`)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, ask))
  agent.destroy()
  return statuses
}

/** Each with a state of this very browser, as somebody has who begins a sign-in and makes up the rest. */
async function bringCodes(visitor: Visitor, { url }: LoneGateway, times: number): Promise<void> {
  let state = ''
  for (let count = 0; count < times; count += 1) {
    if (count % 100 === 0) state = await beginAnother(visitor, url)
    await visitor.request(`${url}/wechat/callback/${appid}?state=${state}&code=junk${count}`)
  }
}

async function beginAnother(visitor: Visitor, url: string): Promise<string> {
  const step = await visitor.request(`${url}/login/demo?return_to=${url}/session`)
  return new URL(step.headers.get('location') ?? url).searchParams.get('state') ?? ''
}

function fetchStatus(agent: Agent, url: string): Promise<number> {
  return new Promise((resolve) => {
    get(url, { agent, headers: { accept: 'text/html' } }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    }).on('error', () => resolve(0))
  })
}

function measure(folder: string): number {
  return readdirSync(folder)
    .map((file) => statSync(join(folder, file)).size)
    .reduce((sum, size) => sum + size, 0)
}

function describe(statuses: Map<number, number>): string {
  return [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
}
