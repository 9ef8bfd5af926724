import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:https'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { startSimulator, type TlsTestSimulator } from './test-kit.ts'

/** Asks for a path of api.weixin.qq.com through the proxy, trusting the simulator's authority. */
function askWeChat({ tlsPort, certificateFile }: TlsTestSimulator, path: string): Promise<string> {
  const proxyEnv = { HTTPS_PROXY: `http://127.0.0.1:${tlsPort}` }
  const agent = new Agent({ ca: readFileSync(certificateFile), proxyEnv })
  onTestFinished(() => agent.destroy())
  return new Promise((resolve, reject) => {
    get(`https://api.weixin.qq.com${path}`, { agent }, (answer) => resolve(text(answer))).on('error', reject)
  })
}

test('with tls it answers as WeChat’s own hosts, and nothing is left of it when it is closed', async () => {
  const sim = await startSimulator({ tls: {} })
  expect(JSON.parse(await askWeChat(sim, '/sns/auth')).errcode).toBe(41001)
  expect((await sim.journal({ limit: 1 })).entries[0]?.rule).toBe('access_token_present')
  expect(existsSync(sim.certificateFile)).toBe(true)
  await sim.close()
  expect(existsSync(dirname(sim.certificateFile))).toBe(false)
  await expect(fetch(`http://127.0.0.1:${sim.tlsPort}/`)).rejects.toThrow()
})

test('a folder that was named keeps its authority for the next simulator', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const first = await startSimulator({ tls: { folder } })
  const made = readFileSync(first.certificateFile, 'utf8')
  await first.close()
  const second = await startSimulator({ tls: { folder } })
  onTestFinished(second.close)
  expect(second.certificateFile).toBe(join(folder, 'ca.pem'))
  expect(readFileSync(second.certificateFile, 'utf8')).toBe(made)
})
