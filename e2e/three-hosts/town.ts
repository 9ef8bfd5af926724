import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type RequestListener, request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { startSimulator } from '@wxgate/simulator/test-kit'
import type { DoorTown } from '../door/door-town.ts'
import { findFreePorts } from '../town.ts'
import { launch, openBrowser } from './browser.ts'
import { call } from './call.ts'
import { createServerCertificate, readSpki, type ServerCertificate } from './certificate.ts'
import { startGatewayProcess } from './gateway-process.ts'

const hosts = { gateway: 'login.gate.example', app: 'app.gate.example', site: 'tea.example' }
const wechat = 'open.weixin.qq.com'
const teahouse = 'wx5a4db0c500000001'

/** The proxy before the protected site, which listens at a port of this machine. */
export interface SiteServer {
  port: number
  close(): Promise<void>
}

/** The whole town, until it is closed. */
export interface ThreeHosts extends DoorTown {
  /** The gateway is gone from here on. */
  stopGateway(): Promise<void>
  close(): Promise<void>
}

/** The surroundings of a proxy before the site. */
export interface SiteSurroundings {
  /** Where the gateway listens, without TLS. */
  gateway: string
  certificate: ServerCertificate
  folder: string
}

type OpenSite = (surroundings: SiteSurroundings) => Promise<SiteServer>

/**
 * A gateway, a site and WeChat on three registrable names over TLS, in one Chromium. The gateway calls WeChat by its own
 * names: the simulator answers there with a certificate of its authority.
 */
export async function openThreeHosts(openSite: OpenSite): Promise<ThreeHosts> {
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-three-hosts-'))
  const simulator = await startSimulator({ tls: {} })
  await simulator.rules({ verifyFile: 'off' })
  await simulator.enterDomain({ appid: teahouse, domain: hosts.gateway })
  const [port] = await findFreePorts()
  const [gateway, app, site] = [`https://${hosts.gateway}`, `https://${hosts.app}`, `https://${hosts.site}`]
  const child = await startGatewayProcess({
    publicUrl: gateway,
    app,
    site,
    port,
    folder,
    wechat: simulator,
  })
  const inside = `http://127.0.0.1:${port}`
  const certificate = await createServerCertificate(Object.values(hosts))
  const front = await serveTls(certificate, createFront(inside))
  const siteServer = await openSite({ gateway: inside, certificate, folder })
  const ports = { [hosts.gateway]: front.port, [hosts.app]: front.port, [hosts.site]: siteServer.port }
  const browser = await launch({ ...ports, [wechat]: simulator.tlsPort }, [
    certificate.spki,
    await readServerSpki(simulator.tlsPort),
  ])
  return {
    gateway,
    app,
    site,
    foreign: 'https://evil.example',
    control: simulator,
    openBrowser: (person) => openBrowser(browser, `https://${wechat}`, person),
    call: (url, init) => call(ports, certificate.cert, url, init),
    stopGateway: child.close,
    async close() {
      await browser.close()
      await siteServer.close()
      await front.close()
      await child.close()
      await simulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** TLS for the gateway and for an application of its site, as a load balancer gives it. */
function createFront(gateway: string): RequestListener {
  return (asking, response) => {
    if (asking.headers.host === hosts.app) {
      response.end('the application')
      return
    }
    const { host: _, ...headers } = asking.headers
    const asked = request(`${gateway}${asking.url}`, { method: asking.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    asking.pipe(asked)
  }
}

export async function serveTls(
  { key, cert }: ServerCertificate,
  answer: RequestListener,
): Promise<SiteServer> {
  const server = createServer({ key, cert }, answer)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function readServerSpki(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', servername: wechat, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  const certificate = new X509Certificate(socket.getPeerCertificate().raw)
  socket.destroy()
  return readSpki(certificate)
}
