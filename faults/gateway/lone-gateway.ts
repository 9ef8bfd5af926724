import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A gateway in a process of its own, on SQLite, which can be killed and started again on the same port. */
export interface LoneGateway {
  url: string
  database: string
  start(): Promise<void>
  kill(): Promise<void>
}

/** A gateway beside a simulator, not yet started; its state lies in the folder. */
export async function createLoneGateway(simulator: string, folder: string): Promise<LoneGateway> {
  const port = await findPort()
  const url = `http://localhost:${port}`
  const database = join(folder, 'gateway.db')
  const env = {
    ...process.env,
    PORT: `${port}`,
    APP_URL: url,
    WXGATE_PUBLIC_URL: url,
    WXGATE_DATABASE_URL: `sqlite:${database}`,
    WXGATE_SECRET_KEY: randomBytes(32).toString('base64'),
    WXGATE_WECHAT_ORIGIN: simulator,
    WXGATE_LOG_LEVEL: 'silent',
  }
  let child: ChildProcess | undefined
  return {
    url,
    database,
    async start() {
      child = fork(join(import.meta.dirname, 'gateway-process.ts'), { env })
      const [message] = await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(() => ['ended']),
      ])
      if (message !== 'ready') throw new Error('the gateway did not start')
    },
    async kill() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
