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
  const [gateway, simulator, app] = await findFreePorts(3)
  const town = await startWholeTown({ ports: { gateway, simulator, app }, stateDir, env: {} })
  onTestFinished(town.close)
  return { ...town, stateDir, control: connectSimulator(town.simulator) }
}

export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-town-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Ports that were free a moment ago, all different: they are held together before they are let go. */
export async function findFreePorts(count: number): Promise<[number, number, number]> {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address ? address.port : 0)
          })
        }),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  const [first = 0, second = 0, third = 0] = ports
  return [first, second, third]
}
