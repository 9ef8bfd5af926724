import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createOutput } from '../output.ts'
import { buildHelp } from './help.ts'
import { simulate } from './simulate.ts'

function makeFolder(name: string, hasAuthority = true): string {
  const folder = mkdtempSync(join(tmpdir(), name))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'simulator'))
  if (hasAuthority) writeFileSync(join(folder, 'simulator', 'ca.pem'), 'x')
  return folder
}

async function run(words: string[], stopped = AbortSignal.abort()) {
  const said = { out: '', err: '' }
  const stdout = { write: (text: string) => (said.out += text) }
  const stderr = { write: (text: string) => (said.err += text) }
  const output = createOutput({ stdout, stderr, env: {} })
  await simulate.run(words, { output, env: {}, stopped })
  return said
}

async function findPort(): Promise<string> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return String(typeof address === 'object' && address ? address.port : 0)
}

const NAMES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE']
test('simulate env names one certificate by every name that runtimes look for, and the proxy', async () => {
  const folder = makeFolder("wxgate-a'b-")
  const { out } = await run(['env', '--tls-port', '5555', '--state-dir', folder])
  const certificate = `${folder}/simulator/ca.pem`
  const shell = `${out}\nfor name in ${NAMES.join(' ')}; do eval "echo \\$$name"; done; echo $HTTPS_PROXY $http_proxy $no_proxy`
  const printed = execFileSync('sh', ['-c', shell], { encoding: 'utf8', env: {} }).trim().split('\n')
  const proxy = 'http://127.0.0.1:5555'
  expect(printed).toEqual([...NAMES.map(() => certificate), `${proxy} ${proxy} localhost,127.0.0.1,::1`])
})

test('simulate env says on standard error what Java wants', async () => {
  const folder = makeFolder('wxgate-java-')
  const { out, err } = await run(['env', '--tls-port', '5555', '--state-dir', folder])
  expect(out).not.toContain('-Dhttps')
  expect(err).toContain(`-file ${folder}/simulator/ca.pem -keystore ${folder}/simulator/trust.p12`)
  expect(err).toContain('-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=5555')
})

test('without an authority simulate env prints no export, says how to get one, and ends with 1', async () => {
  const folder = makeFolder('wxgate-none-', false)
  const refused = run(['env', '--state-dir', folder])
  await expect(refused).rejects.toMatchObject({ exitCode: 1 })
  await expect(refused).rejects.toThrow('Start `wxgate simulate --tls` first')
})

test('with --json simulate env is one object', async () => {
  const folder = makeFolder('wxgate-json-')
  const { out } = await run(['env', '--json', '--state-dir', folder])
  expect(JSON.parse(out)).toMatchObject({ HTTPS_PROXY: 'http://127.0.0.1:4443' })
})

test('simulate --host says what it means, and its help says so before', async () => {
  const port = await findPort()
  const { out, err } = await run(['--port', port, '--host', '0.0.0.0', '--json'])
  expect(JSON.parse(out)).toEqual({ ready: true, simulator: `http://localhost:${port}` })
  expect(err).toContain('whoever reaches this address can drive the simulator')
  expect(buildHelp(simulate)).toContain('--host ADDRESS')
  await expect(run(['--host', ''])).rejects.toMatchObject({ exitCode: 2 })
})
