import { expect, test } from 'vitest'
import { createOutput } from '../output.ts'
import { simulate } from './simulate.ts'

test('simulate env names one certificate by every name that runtimes look for, and the proxy', async () => {
  const said: string[] = []
  const stream = { write: (text: string) => said.push(text) }
  const output = createOutput({ stdout: stream, stderr: stream, env: {} })
  const words = ['env', '--tls-port', '5555', '--state-dir', "/a'b"]
  await simulate.run(words, { output, env: {}, stopped: AbortSignal.abort() })
  const certificate = String.raw`'/a'\''b/simulator/ca.pem'`
  const names = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE']
  expect(said.join('').trim().split('\n')).toEqual([
    'export HTTPS_PROXY=http://127.0.0.1:5555',
    'export NODE_USE_ENV_PROXY=1',
    ...names.map((name) => `export ${name}=${certificate}`),
  ])
})
