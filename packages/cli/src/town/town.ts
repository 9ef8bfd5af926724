import { ConfigError, createGateway, type Gateway, RecordError, readSettings } from '@wxgate/gateway'
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
}

type Opened = { close(): Promise<void> }

/** Starts all three, or none: what had started is ended again before an error is thrown. */
export async function startTown(options: Options): Promise<Town> {
  const opened: Opened[] = []
  const close = async () => {
    // One that does not end must not keep the others open.
    await Promise.allSettled(opened.splice(0).map((one) => one.close()))
  }
  try {
    return { ...(await startAll(options, opened)), close }
  } catch (cause) {
    await close()
    throw describe(cause)
  }
}

async function startAll({ page, ports, stateDir, env }: Options, opened: Opened[]) {
  const wanted = {
    gateway: env.WXGATE_PUBLIC_URL ?? `http://localhost:${ports.gateway}`,
    simulator: `http://localhost:${ports.simulator}`,
    app: `http://localhost:${ports.app}`,
  }
  const state = openState(stateDir)
  const simulator = keep(opened, await createSimulator({ publicUrl: wanted.simulator, page }))
  await listenOn('simulator', ports.simulator, () => simulator.listen({ port: ports.simulator }))
  const gateway = keep(opened, await openGateway(wanted, state, env))
  const urls = { ...wanted, gateway: gateway.publicUrl }
  await saveDemo(gateway, urls.gateway, urls.app)
  await listenOn('gateway', ports.gateway, () => gateway.listen({ port: ports.gateway }))
  const app = keep(opened, createSampleApp({ ...urls, client: demoClient }))
  await listenOn('sample app', ports.app, () => app.listen({ port: ports.app, host: 'localhost' }))
  return { ...urls, records: gateway }
}

function keep<T extends Opened>(opened: Opened[], one: T): T {
  opened.push(one)
  return one
}

async function openGateway(
  urls: { gateway: string; simulator: string },
  { databaseUrl, secretKey }: State,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Gateway> {
  const given = Object.fromEntries(Object.entries(env).filter(([key]) => key.startsWith('WXGATE_')))
  const settings = readSettings({
    WXGATE_DATABASE_URL: databaseUrl,
    WXGATE_SECRET_KEY: secretKey,
    WXGATE_WECHAT_ORIGIN: urls.simulator,
    WXGATE_CLOCK: 'simulator',
    WXGATE_LOG_LEVEL: 'warn',
    ...given,
    WXGATE_PUBLIC_URL: urls.gateway,
  })
  return createGateway(settings)
}

function describe(cause: unknown): unknown {
  if (cause instanceof ConfigError || cause instanceof RecordError) {
    const reason = cause.cause instanceof Error ? ` ${cause.cause.message}.` : ''
    return new CommandError(exitCodes.configuration, `${cause.message}${reason}`, { cause })
  }
  return cause
}
