import { resolve } from 'node:path'
import { createSimulator, type Simulator } from '@wxgate/simulator'
import { buildUsageError, exitCodes } from '../exit.ts'
import { type Flags, type FlagValues, readDirectory, readFlags, readPort } from '../flag.ts'
import type { Output } from '../output.ts'
import { waitForStop } from '../stop.ts'
import { listenOn } from '../town/listen.ts'
import { readSeedFile } from '../town/seed-file.ts'
import type { Command } from './command.ts'
import { buildEnvironment, describeJava, readCertificateFile, writeExports } from './simulate-env.ts'

const flags: Flags = {
  port: { type: 'string', value: 'PORT', text: 'where it answers (4401)' },
  host: {
    type: 'string',
    value: 'ADDRESS',
    text: 'listen here instead of on loopback; whoever reaches it can drive the simulator',
  },
  seed: { type: 'string', value: 'FILE', text: 'the town, as YAML or JSON (the demo town)' },
  tls: { type: 'boolean', text: "answer as WeChat's own hosts too, and as a proxy for them" },
  'tls-port': { type: 'string', value: 'PORT', text: 'where it does that (4443)' },
  'state-dir': { type: 'string', value: 'DIRECTORY', text: 'where its certificates are kept (.wxgate)' },
  json: { type: 'boolean', text: 'one line of JSON on standard output when it answers (env: the variables)' },
}

/**
 * `wxgate simulate`: WeChat on localhost alone. `wxgate simulate env` prints what a program needs in its
 * environment to meet the simulator under WeChat's own names.
 */
export const simulate: Command = {
  name: 'simulate',
  summary: 'WeChat on localhost alone, for the tests of any application',
  words: '[env]',
  choices: ['env'],
  flags,
  examples: [
    ['simulate', 'on http://localhost:4401'],
    ['simulate --tls', "as WeChat's own hosts too, for programs whose hosts are fixed"],
    ['simulate env', 'what such a program needs in its environment, for eval'],
  ],
  page: 'simulator',
  async run(words, { output, stopped }) {
    const [first, ...rest] = words
    const values = readFlags(first === 'env' ? rest : words, flags, 'simulate')
    if (first === 'env') printEnvironment(values, output)
    else await runSimulator(values, output, stopped)
    return exitCodes.ok
  },
}

async function runSimulator(values: FlagValues, output: Output, stopped: AbortSignal): Promise<void> {
  const port = readPort(values, 'port', 4401)
  const host = readHost(values)
  const url = `http://${readPublicHost(host)}:${port}`
  const seed = values.seed === undefined ? undefined : readSeedFile(String(values.seed))
  const simulator = await createSimulator({
    publicUrl: url,
    page: true,
    log: (line) => output.talk(line),
    ...(seed && { seed }),
  })
  try {
    await listenOn('simulator', port, () => simulator.listen({ port, ...(host !== undefined && { host }) }))
    if (values.tls) await listenTls(simulator, values)
    if (values.json) output.data(JSON.stringify({ ready: true, simulator: url }))
    else output.talk(buildWelcome(url, values))
    await waitForStop(stopped)
  } finally {
    await simulator.close()
  }
}

function readHost({ host }: FlagValues): string | undefined {
  if (host !== '') return host === undefined ? undefined : String(host)
  throw buildUsageError('--host must name an address.')
}

/** How others name what listens at an address; what listens everywhere is still found on this machine. */
function readPublicHost(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function printEnvironment(values: FlagValues, output: Output): void {
  const port = readPort(values, 'tls-port', 4443)
  const certificate = readCertificateFile(readFolder(values))
  const variables = buildEnvironment(port, certificate)
  output.data(values.json ? JSON.stringify(variables) : writeExports(variables))
  output.talk(describeJava(port, certificate))
}

async function listenTls(simulator: Simulator, values: FlagValues): Promise<void> {
  const port = readPort(values, 'tls-port', 4443)
  await listenOn('simulator over TLS', port, () => simulator.listenTls({ port, folder: readFolder(values) }))
}

function readFolder(values: FlagValues): string {
  return resolve(readDirectory(values, 'state-dir', '.wxgate'), 'simulator')
}

function buildWelcome(url: string, values: FlagValues): string {
  const how = values.tls ? '\nFor programs with fixed hosts:  eval "$(npx wxgate simulate env)"' : ''
  return `WeChat, simulated: ${url}${how}\nCtrl-C ends it.`
}
