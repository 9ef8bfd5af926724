import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { TestSimulator } from '@wxgate/simulator/test-kit'
import { type Site, startSite } from './site.ts'

/** The browsers that come, by where they run. */
export const agents = {
  wechat: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.54',
  desktop: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36',
}
const mostSteps = 12

/** Starts a site, signs 小明 in as a person would, and answers the page that greets. */
export async function signInAt(sim: TestSimulator, site: Site): Promise<string> {
  const { origin, said, close } = await startSite(sim, site)
  try {
    return await signIn(sim, origin)
  } catch (error) {
    throw new Error(`${String(error)}\n${said()}`)
  } finally {
    close()
  }
}

/** A browser that keeps its cookies, and says of itself that it loads pages. */
export function openBrowser(origin: string, agent: string) {
  const jar = new Map<string, string>()
  return async (url: string, form?: URLSearchParams): Promise<Answer> => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const answer = await ask(url, { agent, cookie, origin, form })
    for (const line of answer.cookies) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    return answer
  }
}

/** Signs 小明 in inside WeChat, and answers the page that greets: the very one that was asked for at first. */
export async function signIn(sim: TestSimulator, origin: string): Promise<string> {
  const load = openBrowser(origin, agents.wechat)
  const home = `${origin}/?from=home`
  let at = home
  let answer = await load(at)
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const { location, page } = answer
    if (location === undefined && page.includes('id="continue"')) {
      answer = await load(`${origin}/wechat/login`, new URLSearchParams(readHidden(page)))
      continue
    }
    if (location === undefined) {
      // The empty fragment keeps WeChat's own, #wechat_redirect, from following the visitor here.
      if (at !== `${home}#`) throw new Error(`The sign-in ends at ${at}`)
      return page
    }
    at = location.startsWith(sim.url) ? await openOnPhone(sim, location) : new URL(location, origin).href
    answer = await load(at)
  }
  throw new Error('The sign-in does not come to an end')
}

/** What a browser gets. */
export interface Answer {
  status: number | undefined
  location: string | undefined
  cookies: readonly string[]
  page: string
}

/** As a browser loads a page or sends a form; `fetch` would say of itself that it loads none. */
function ask(
  url: string,
  sender: { agent: string; cookie: string; origin: string; form: URLSearchParams | undefined },
): Promise<Answer> {
  const { agent, cookie, origin, form } = sender
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
      resolve({ status: response.statusCode, location, cookies, page: await text(response) })
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
