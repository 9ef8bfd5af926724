import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { Agent } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator } from '@wxgate/simulator'
import { connectSimulator, type SimulatorControl } from '@wxgate/simulator/test-kit'
import { onTestFinished } from 'vitest'

/** WeChat under its own names, for software that knows no other. */
export interface SdkTown {
  control: SimulatorControl
  /** Reaches WeChat's hosts through the proxy and trusts the simulator's authority alone. */
  agent: Agent
  /** What `HTTPS_PROXY` says. */
  proxy: string
  /** The certificate that `NODE_EXTRA_CA_CERTS` names, as PEM. */
  certificate: string
}

/** Starts a simulator that answers as api.weixin.qq.com over TLS; ends it when the test is over. */
export async function startSdkTown(): Promise<SdkTown> {
  const simulator = await createSimulator()
  onTestFinished(simulator.close)
  const url = await simulator.listen({ port: 0 })
  const { port, certificateFile } = await simulator.listenTls({ port: 0, folder: openFolder() })
  const certificate = readFileSync(certificateFile, 'utf8')
  const proxy = `http://127.0.0.1:${port}`
  const agent = new Agent({ ca: certificate, proxyEnv: { HTTPS_PROXY: proxy } })
  onTestFinished(() => agent.destroy())
  return { control: connectSimulator(url), agent, proxy, certificate }
}

export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-sdk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A developer's server on a free loopback port, in which an SDK answers; gives its base URL. */
export async function startServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

/** Opens an SDK's own authorize link on somebody's phone; gives the query of the callback. */
export async function openOnPhone(
  control: SimulatorControl,
  person: string,
  url: string,
): Promise<{ code: string; state: string | null }> {
  const opened = await control.open({ person, url })
  if (opened.status !== 302) throw new Error(`the phone shows a page: ${opened.page} ${opened.text}`)
  const { searchParams } = new URL(opened.location)
  return { code: String(searchParams.get('code')), state: searchParams.get('state') }
}

/** The openid of somebody at an account. */
export async function readOpenid(control: SimulatorControl, person: string, appid: string): Promise<string> {
  const { people } = await control.state()
  return String(people.find(({ id }) => id === person)?.openids[appid])
}
