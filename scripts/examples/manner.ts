import { request } from 'node:http'
import { agents, openBrowser } from '../package/sign-in.ts'

/** What a site must do besides greeting somebody: whatever else comes is answered, and nobody is let in by it. */
export async function behave(origin: string): Promise<void> {
  await refuseFetch(origin)
  await showCode(origin)
  await outliveOddities(origin)
}

/** What loads no page is told where to sign in, not sent there. */
async function refuseFetch(origin: string): Promise<void> {
  const answer = await fetch(origin, { headers: { accept: 'application/json' }, redirect: 'manual' })
  const { login }: { login?: string } = JSON.parse(await answer.text())
  if (answer.status !== 401 || login !== `${origin}/wechat/login?profile=1`)
    throw new Error(`a fetch without a session gets ${answer.status}, ${login}`)
}

/** A computer is shown a code for the phone. */
async function showCode(origin: string): Promise<void> {
  const load = openBrowser(origin, agents.desktop)
  const { location = '/' } = await load(`${origin}/`)
  const { href } = new URL(location, origin)
  const { page } = await load(href)
  if (!/<output id="number">\d\d</.test(page)) throw new Error(`a computer sees ${page}`)
  const state = await load(`${href}/state`)
  if (state.page !== '{"status":"pending"}') throw new Error(`the code is ${state.page}`)
}

/** Scanners ask for such things all day. */
async function outliveOddities(origin: string): Promise<void> {
  const { hostname: host, port } = new URL(origin)
  const odd = [
    ['GET', '//'],
    ['GET', 'http://[evil/wechat/login'],
    ['TRACE', '/'],
    ['TRACE', '/wechat/login'],
    ['PROPFIND', '/'],
    ['HEAD', '/'],
  ] as const
  for (const [method, path] of odd) {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request({ host, port, method, path, headers: { accept: 'text/html' } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.on('error', reject)
      sent.end()
    })
    if (status === undefined || status < 300) throw new Error(`${method} ${path} gets ${status}`)
  }
  await refuseFetch(origin)
}
