// `npm run bench -- simulator`: how fast the simulator answers and how much memory it keeps, beside a bare server that answers
// the same bytes, measured in the same run. Figures, no verdict; `--short` asks a hundredth as often.
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { connectSimulator } from '@wxgate/simulator/test-kit'
import autocannon from 'autocannon'
import { listRuntimeFlags } from '../packages/cli/bin/runtime.js'

const connections = 20

interface Started {
  child: ChildProcess
  url: string
  sinceStartMs: number
}

async function start(...words: string[]): Promise<Started> {
  const child = fork(join(import.meta.dirname, 'simulator-process.ts'), words, {
    execArgv: ['--conditions=wxgate-source', ...listRuntimeFlags('simulate')],
  })
  const { url, sinceStartMs } = await hear<Omit<Started, 'child'>>(child)
  return { child, url, sinceStartMs }
}

function hear<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Message)))
}

async function readRssMegabytes(child: ChildProcess): Promise<number> {
  const answer = hear<{ rssBytes: number }>(child)
  child.send({})
  return Math.round((await answer).rssBytes / 1024 / 1024)
}

/** A link to somebody's profile: a user token with the scope for it. */
async function openUserinfoPath(url: string): Promise<string> {
  const [appid, secret] = ['wx5a4db0c500000001', '5ec00000000000000000000000000001']
  const redirect = encodeURIComponent('http://localhost/callback')
  const link = `${url}/connect/oauth2/authorize?appid=${appid}&redirect_uri=${redirect}&response_type=code&scope=snsapi_userinfo&state=a`
  const opened = await connectSimulator(url).open({ person: 'xiaoming', url: link })
  const code = new URL(opened.status === 302 ? opened.location : '').searchParams.get('code')
  const exchange = `${url}/sns/oauth2/access_token?appid=${appid}&secret=${secret}&code=${code}&grant_type=authorization_code`
  const grant: { access_token: string; openid: string } = JSON.parse(await (await fetch(exchange)).text())
  return `/sns/userinfo?access_token=${grant.access_token}&openid=${grant.openid}&lang=zh_CN`
}

async function measure(url: string, amount: number): Promise<number> {
  const startedAt = performance.now()
  const { requests, errors, non2xx } = await autocannon({ url, connections, amount })
  if (errors + non2xx > 0) throw new Error(`${errors + non2xx} of ${amount} requests failed`)
  return Math.round((requests.total / (performance.now() - startedAt)) * 1000)
}

export async function benchSimulator(isShort: boolean): Promise<void> {
  const manyRequests = isShort ? 10_000 : 1_000_000
  const simulator = await start()
  await connectSimulator(simulator.url).rules({ snsCallsPerMinute: 1_000_000_000 })
  const path = await openUserinfoPath(simulator.url)
  const body = await (await fetch(simulator.url + path)).text()
  const bare = await start(body)

  const speedRequests = Math.min(manyRequests, 50_000)
  await measure(bare.url + path, speedRequests / 5)
  await measure(simulator.url + path, speedRequests / 5)
  const bareRate = await measure(bare.url + path, speedRequests)
  const rate = await measure(simulator.url + path, speedRequests)
  console.log(`ready ${Math.round(simulator.sinceStartMs)} ms after its process began`)
  console.log(
    `/sns/userinfo ${rate} answers/s on one core, bare server ${bareRate}/s, ratio ${(rate / bareRate).toFixed(2)}`,
  )

  const before = await readRssMegabytes(simulator.child)
  await measure(simulator.url + path, manyRequests)
  const after = await readRssMegabytes(simulator.child)
  const { total } = await connectSimulator(simulator.url).journal({ limit: 1 })
  console.log(
    `RSS ${before} MB before and ${after} MB after ${manyRequests} more requests; the journal counted ${total}`,
  )

  for (const { child } of [simulator, bare]) child.disconnect()
}
