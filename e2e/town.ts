import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectSimulator, type SimulatorControl } from '@wxgate/simulator/test-kit'
import { onTestFinished } from 'vitest'
import { startTown as startWholeTown, type Town } from '../packages/cli/src/town/town.ts'

/** A whole town for one story, with the simulator's own API at hand. */
export interface StoryTown extends Town {
  control: SimulatorControl
  stateDir: string
}

interface Options {
  /** Where people stay between two starts; a new folder unless given. */
  stateDir?: string
}

/** Starts gateway, simulator and sample app on free ports; ends them when the test is over. */
export async function startTown({ stateDir = openFolder() }: Options = {}): Promise<StoryTown> {
  const town = await openTown(stateDir)
  onTestFinished(town.close)
  return town
}

/** The same for several tests: it is open until its `close` is called. */
export async function openTown(stateDir: string): Promise<StoryTown> {
  const [gateway, simulator, app] = await findFreePorts()
  const town = await startWholeTown({
    page: false,
    ports: { gateway, simulator, app },
    stateDir,
    env: { WXGATE_LOG_LEVEL: 'silent' },
  })
  return { ...town, stateDir, control: connectSimulator(town.simulator) }
}

export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-town-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/**
 * Ports that were free a moment ago, all different. They lie below the range that the machine gives to outgoing
 * connections: one of those could take a port between this look and its use.
 */
export async function findFreePorts(): Promise<[number, number, number]> {
  const ports = new Set<number>()
  while (ports.size < 3) {
    const port = randomInt(15_000, 32_000)
    if (await isFree(port)) ports.add(port)
  }
  const [first = 0, second = 0, third = 0] = ports
  return [first, second, third]
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, 'localhost', () => server.close(() => resolve(true)))
  })
}
