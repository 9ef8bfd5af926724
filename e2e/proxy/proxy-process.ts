import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { SiteSurroundings } from '../three-hosts/town.ts'
import { findFreePorts } from '../town.ts'
import { startApplication } from './application.ts'

/** Where everything listens in a test, in place of the addresses of the example. */
export interface Places {
  port: number
  gateway: string
  application: string
  certificateFile: string
  keyFile: string
  folder: string
}

/** A proxy: how its example is read on this machine, and how it is started. */
export interface ProxyKind {
  example: string
  /** The example with the places of this test. Every replacement must be found. */
  place(example: string, places: Places): string
  start(file: string, folder: string): ChildProcess
}

/** Starts a proxy with its configuration as it stands in `examples/`, before an application. */
export async function openProxy(
  { example, place, start }: ProxyKind,
  { gateway, certificate, folder }: SiteSurroundings,
) {
  const application = await startApplication()
  const [port] = await findFreePorts()
  const [certificateFile, keyFile, file] = [
    join(folder, 'tea.pem'),
    join(folder, 'tea.key'),
    join(folder, 'proxy.conf'),
  ]
  writeFileSync(certificateFile, certificate.cert)
  writeFileSync(keyFile, certificate.key)
  const text = readFileSync(join(import.meta.dirname, '../../examples/forward-auth', example), 'utf8')
  const places = { port, certificateFile, keyFile, folder }
  const [inside, behind] = [new URL(gateway).host, `127.0.0.1:${application.port}`]
  writeFileSync(file, place(text, { ...places, gateway: inside, application: behind }))
  const child = start(file, folder)
  await waitForPort(port, child)
  return {
    port,
    async close() {
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      application.close()
    },
  }
}

/** Replaces a text of an example, which must be there. */
export function replace(example: string, from: string, to: string): string {
  if (!example.includes(from)) throw new Error(`the example has no ${from}`)
  return example.replaceAll(from, to)
}

export function startProgram(
  program: string,
  words: readonly string[],
  env: Record<string, string> = {},
): ChildProcess {
  return spawn(program, words, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  })
}

async function waitForPort(port: number, child: ChildProcess): Promise<void> {
  let told = ''
  child.stderr?.on('data', (text) => {
    told += text
  })
  await vi.waitUntil(
    () => {
      if (child.exitCode !== null) throw new Error(`the proxy ended with ${child.exitCode}: ${told}`)
      return isOpen(port)
    },
    { timeout: 30_000, interval: 100 },
  )
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const opened = once(socket, 'connect').then(() => true)
  const isThere = await opened.catch(() => false)
  socket.destroy()
  return isThere
}
