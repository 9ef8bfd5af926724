import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { startTown } from '../town.ts'
import { createVisitor, type Visitor } from '../visitor.ts'
import { saveClients } from './clients.ts'
import type { DoorBrowser, DoorTown } from './door-town.ts'
import { createSite } from './site.ts'

/** The town of `wxgate dev`: the site is at `127.0.0.1`, which has cookies of its own. */
export async function openSameMachine(): Promise<DoorTown> {
  const town = await startTown()
  const site = await serve(createSite({ gateway: town.gateway, client: 'tea', scheme: 'http' }))
  await saveClients(town, site)
  return {
    gateway: town.gateway,
    app: town.app,
    site,
    foreign: 'http://evil.example',
    control: town.control,
    openBrowser: async (person) => drive(createVisitor(town.control, { person })),
    call,
  }
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function call(url: string, init: RequestInit = {}) {
  const answer = await fetch(url, { ...init, redirect: 'manual' })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

function drive(visitor: Visitor): DoorBrowser {
  return {
    async open(url, headers) {
      const way: string[] = []
      const end = await visitor.go(url, (next) => way.push(next) < 0, headers)
      return { url: end.url, status: end.status, text: end.text, way }
    },
    async submit(from, url) {
      // The cookies are `SameSite=Lax`, and these pages are of another site: a browser sends none.
      const headers = { origin: from, accept: 'text/html', 'sec-fetch-site': 'cross-site' }
      const { headers: answered } = await call(url, { method: 'POST', headers })
      return this.open(new URL(answered.get('location') ?? '', url).href)
    },
    async ask(from, url, method = 'GET') {
      const isSame = new URL(from).origin === new URL(url).origin
      const headers = {
        ...(isSame ? { 'sec-fetch-site': 'same-origin' } : { origin: from }),
        accept: '*/*',
      }
      const { status, text, headers: answered } = await visitor.request(url, { method, headers })
      return isSame || answered.get('access-control-allow-origin') === from ? { status, text } : undefined
    },
  }
}
