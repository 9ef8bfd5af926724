import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { findFreePorts, openFolder } from './town.ts'

export const launcher = join(import.meta.dirname, '../packages/cli/bin/wxgate.js')

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** A command as a person starts it: by the launcher, on whatever Node.js the machine has. */
export function start(words: string[], node = process.execPath, extra: Record<string, string> = {}) {
  const child = spawn(node, [launcher, ...words], {
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '', ...extra },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk
  })
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...said })))
  return { child, said, ended }
}

export async function waitFor(what: () => boolean | Promise<boolean>): Promise<void> {
  const look = async () => {
    if (!(await what())) throw new Error('it did not come')
  }
  await vi.waitFor(look, { timeout: 60_000, interval: 50 })
}

export async function startDev(extra: string[] = [], node?: string, env: Record<string, string> = {}) {
  const [gateway, simulator, app] = await findFreePorts()
  const stateDir = join(openFolder(), 'state')
  const ports = ['--port', `${gateway}`, '--simulator-port', `${simulator}`, '--app-port', `${app}`]
  const running = start(['dev', ...ports, '--state-dir', stateDir, ...extra], node, env)
  const urls = [gateway, simulator, app].map((port) => `http://localhost:${port}`)
  return { ...running, urls, stateDir, ports }
}

/** Flags for three free ports. */
export async function buildPortFlags(): Promise<string[]> {
  const [gateway, simulator, app] = await findFreePorts()
  return ['--port', `${gateway}`, '--simulator-port', `${simulator}`, '--app-port', `${app}`]
}

export async function isAnswering(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
}
