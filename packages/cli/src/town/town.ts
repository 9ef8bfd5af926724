import {
  ConfigError,
  createGateway,
  type Gateway,
  type LogStream,
  RecordError,
  readSettings,
  type Settings,
} from '@wxgate/gateway'
import { createSimulator } from '@wxgate/simulator'
import { CommandError, exitCodes } from '../exit.ts'
import { createSampleApp } from '../sample-app/app.ts'
import { demoClient, saveDemo } from './demo.ts'
import { listenOn } from './listen.ts'
import { openState, type State } from './state-dir.ts'

export interface TownPorts {
  gateway: number
  simulator: number
  app: number
}

/** Everything that `wxgate dev` runs, answering. */
export interface Town {
  gateway: string
  simulator: string
  app: string
  /** For adding applications and clients beside the demo's. */
  records: Pick<Gateway, 'applications' | 'clients'>
  close(): Promise<void>
}

interface Options {
  /** Serve the simulator's full page, which is built in the background when it is missing. */
  page: boolean
  ports: TownPorts
  stateDir: string
  env: Readonly<Record<string, string | undefined>>
  /** Takes the gateway's log, a line of JSON at a time; standard error unless given. */
  tellLog?: Pick<LogStream, 'write'> | undefined
}

type Opened = { close(): Promise<void> }

/** Starts all three, or none: what had started is ended again before an error is thrown. */
export async function startTown(options: Options): Promise<Town> {
  const opened: Opened[] = []
  const close = async () => {
    // A part that does not end must not keep the others open.
    // The state directory is given back last, when nothing writes into it any more.
    const [state, ...others] = opened.splice(0)
    await Promise.allSettled(others.map((one) => one.close()))
    await state?.close()
  }
  try {
    return { ...(await startAll(options, opened)), close }
  } catch (cause) {
    await close()
    throw describe(cause)
  }
}

async function startAll({ page, ports, stateDir, env, tellLog }: Options, opened: Opened[]) {
  const wanted = {
    gateway: env.WXGATE_PUBLIC_URL ?? `http://localhost:${ports.gateway}`,
    simulator: `http://localhost:${ports.simulator}`,
    app: `http://localhost:${ports.app}`,
  }
  const state = keep(opened, openState(stateDir, wanted.gateway))
  const simulator = keep(opened, await createSimulator({ publicUrl: wanted.simulator, page }))
  await listenOn('simulator', ports.simulator, () => simulator.listen({ port: ports.simulator }))
  const settings = readTownSettings(wanted, state, env)
  const urls = { ...wanted, gateway: settings.publicUrl }
  const app = keep(opened, createSampleApp({ ...urls, client: demoClient }))
  await listenOn('sample app', ports.app, () => app.listen({ port: ports.app, host: 'localhost' }))
  const gateway = keep(opened, await createGateway(settings, { logStream: tellLog, sampleApp: urls.app }))
  await listenOn('gateway', ports.gateway, () => gateway.listen({ port: ports.gateway }))
  // The records name these ports: they are written once the ports are ours.
  await saveDemo(gateway, urls.gateway, urls.app)
  return { ...urls, records: gateway }
}

function keep<T extends Opened>(opened: Opened[], one: T): T {
  opened.push(one)
  return one
}

function readTownSettings(
  urls: { gateway: string; simulator: string },
  { databaseUrl, secretKey }: State,
  env: Readonly<Record<string, string | undefined>>,
): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([key]) => key.startsWith('WXGATE_')))
  return readSettings({
    WXGATE_DATABASE_URL: databaseUrl,
    WXGATE_SECRET_KEY: secretKey,
    WXGATE_WECHAT_ORIGIN: urls.simulator,
    WXGATE_CLOCK: 'simulator',
    WXGATE_LOG_LEVEL: 'warn',
    ...given,
    WXGATE_PUBLIC_URL: urls.gateway,
  })
}

function describe(cause: unknown): unknown {
  if (cause instanceof ConfigError) {
    const { message, problems } = cause
    return new CommandError(exitCodes.configuration, 'config_invalid', message, { problems, cause })
  }
  if (cause instanceof RecordError) {
    const reason = cause.cause instanceof Error ? ` ${cause.cause.message}.` : ''
    return new CommandError(exitCodes.configuration, 'record_failed', `${cause.message}${reason}`, { cause })
  }
  return cause
}
