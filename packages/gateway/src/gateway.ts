import { createApp } from './app.ts'
import type { Settings } from './config/settings.ts'
import { type Context, createContext, type Surroundings } from './context.ts'

export interface Gateway {
  /** The issuer, as the settings were read. */
  publicUrl: string
  /** The records of the gateway, for commands that add applications and clients. */
  applications: Context['applications']
  clients: Context['clients']
  /** Listens on both loopback addresses, or on `host`. Rejects with Node's own error, `EADDRINUSE` for one. */
  listen(options: { port: number; host?: string }): Promise<void>
  /** Ends open connections, background work and the database. */
  close(): Promise<void>
}

const sweepMs = 60_000

/** Opens a gateway. Throws `RecordError` when its database cannot be used. */
export async function createGateway(settings: Settings, surroundings?: Surroundings): Promise<Gateway> {
  const context = await createContext(settings, surroundings)
  const app = await createApp(context).catch(async (cause: unknown) => {
    await context.database.destroy()
    throw cause
  })
  const sweep = setInterval(() => void sweepKept(context), sweepMs)
  sweep.unref()
  return {
    publicUrl: settings.publicUrl,
    applications: context.applications,
    clients: context.clients,
    async listen({ port, host = 'localhost' }) {
      await app.listen({ port, host })
    },
    async close() {
      clearInterval(sweep)
      await app.close()
      context.closeAccounts()
      await context.database.destroy()
    },
  }
}

async function sweepKept({ kept, log, clock }: Context): Promise<void> {
  try {
    await clock.sync()
    await kept.sweep()
  } catch (err) {
    log.error({ event: 'record.sweep_failed', err })
  }
}
