import { type ChildProcess, spawn } from 'node:child_process'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestSimulator } from '@wxgate/simulator/test-kit'

const agent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.54'
const waitMs = 60_000
const lookMs = 100
const mostSteps = 12

/** A site under test: how it is started, and what must be in its environment. */
export interface Site {
  file: string
  words: readonly string[]
  cwd: string
  env: NodeJS.ProcessEnv
}

/** Starts a site on a free port, signs 小明 in as a person would, and answers the page that greets. */
export async function signInAt(sim: TestSimulator, { file, words, cwd, env }: Site): Promise<string> {
  const port = await findPort()
  const origin = `http://localhost:${port}`
  const settings = { PORT: String(port), ORIGIN: origin, WECHAT_ORIGIN: sim.url }
  const child = spawn(file, words, {
    cwd,
    env: { ...process.env, ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = collect(child)
  try {
    await waitFor(origin, child, said)
    return await visit(sim, origin)
  } catch (error) {
    throw new Error(`${String(error)}\n${said()}`)
  } finally {
    child.kill()
  }
}

async function visit(sim: TestSimulator, origin: string): Promise<string> {
  const jar = new Map<string, string>()
  const load = async (url: string, form?: URLSearchParams) => {
    const answer = await ask(url, { cookie: [...jar].map((pair) => pair.join('=')).join('; '), origin, form })
    for (const line of answer.cookies) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    return answer
  }
  let answer = await load(`${origin}/?from=home`)
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const { location, page } = answer
    if (location?.startsWith(sim.url)) answer = await load(await openOnPhone(sim, location))
    else if (location !== undefined) answer = await load(new URL(location, origin).href)
    else if (page.includes('id="continue"'))
      answer = await load(`${origin}/wechat/login`, new URLSearchParams(readHidden(page)))
    else return page
  }
  throw new Error('The sign-in does not come to an end')
}

interface Answer {
  location: string | undefined
  cookies: readonly string[]
  page: string
}

/** As WeChat's browser loads a page or sends a form; `fetch` would say of itself that it loads none. */
function ask(
  url: string,
  { cookie, origin, form }: { cookie: string; origin: string; form: URLSearchParams | undefined },
): Promise<Answer> {
  const headers = {
    'user-agent': agent,
    accept: 'text/html',
    'sec-fetch-mode': 'navigate',
    cookie,
    ...(form && {
      origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    }),
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: form ? 'POST' : 'GET', headers }, async (response) => {
      const { location, 'set-cookie': cookies = [] } = response.headers
      resolve({ location, cookies, page: await text(response) })
    })
    sent.on('error', reject)
    sent.end(form?.toString())
  })
}

async function openOnPhone(sim: TestSimulator, url: string): Promise<string> {
  const opened = await sim.open({ person: 'xiaoming', url })
  if (opened.status === 302) return opened.location
  throw new Error(`WeChat shows a page: ${opened.text}`)
}

function readHidden(page: string): [string, string][] {
  const fields = page.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)
  return [...fields].map(([, name = '', value = '']) => [name, value])
}

async function waitFor(origin: string, child: ChildProcess, said: () => string): Promise<void> {
  const endsAt = performance.now() + waitMs
  while (performance.now() < endsAt) {
    if (child.exitCode !== null) throw new Error(`The site ended with ${child.exitCode}: ${said()}`)
    const answered = await fetch(origin, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (answered) return
    await sleep(lookMs)
  }
  throw new Error('The site does not answer')
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  const chunks: string[] = []
  for (const stream of [stdout, stderr]) stream?.on('data', (chunk) => chunks.push(String(chunk)))
  return () => chunks.join('')
}

async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
