import { buildUsageError, exitCodes } from '../exit.ts'
import { type Flags, type FlagValues, readDirectory, readFlags, readPort } from '../flag.ts'
import { readTerminalLanguage } from '../language.ts'
import { waitForStop } from '../stop.ts'
import { createLogTeller } from '../town/tell-log.ts'
import { startTown, type Town, type TownPorts } from '../town/town.ts'
import { tellTown } from '../town/welcome.ts'
import type { Command, Surroundings } from './command.ts'

const flags: Flags = {
  port: { type: 'string', value: 'PORT', text: 'the gateway (4400)' },
  'simulator-port': { type: 'string', value: 'PORT', text: 'the simulator (4401)' },
  'app-port': { type: 'string', value: 'PORT', text: 'the sample app (4402)' },
  'state-dir': { type: 'string', value: 'DIRECTORY', text: 'where everything is kept (.wxgate)' },
  json: { type: 'boolean', text: 'one line of JSON on standard output when everything answers' },
}

/** `wxgate dev`: gateway, simulator and sample app in one process, until it is told to stop. */
export const dev: Command = {
  name: 'dev',
  summary: 'gateway, simulator and sample app, ready to sign in; nothing to configure',
  flags,
  examples: [
    ['dev', 'everything, on 4400, 4401 and 4402'],
    ['dev --port 5400 --simulator-port 5401 --app-port 5402 --state-dir .wxgate-2', 'a second one beside it'],
    ['dev --json', 'for a script: one line when everything answers'],
  ],
  page: 'start',
  async run(words, surroundings) {
    const values = readFlags(words, flags, 'dev')
    const town = await startTown({
      page: true,
      ports: readPorts(values),
      stateDir: readDirectory(values, 'state-dir', '.wxgate'),
      env: surroundings.env,
      tellLog: values.json === true ? undefined : createLogTeller(readTerminalLanguage(surroundings.env)),
    })
    tellReady(surroundings, town, values.json === true)
    await waitForStop(surroundings.stopped)
    await town.close()
    return exitCodes.ok
  },
}

function readPorts(values: FlagValues): TownPorts {
  const ports = {
    gateway: readPort(values, 'port', 4400),
    simulator: readPort(values, 'simulator-port', 4401),
    app: readPort(values, 'app-port', 4402),
  }
  if (new Set(Object.values(ports)).size === 3) return ports
  throw buildUsageError('--port, --simulator-port and --app-port must be three different ports.')
}

function tellReady({ output }: Surroundings, town: Town, json: boolean): void {
  const { gateway, simulator, app } = town
  if (json) output.data(JSON.stringify({ ready: true, gateway, simulator, app }))
  else tellTown(output, town)
}
