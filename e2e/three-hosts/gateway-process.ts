import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'

interface GatewayOptions {
  publicUrl: string
  app: string
  site: string
  port: number
  folder: string
  /** The simulator's TLS port, which is the way to WeChat's hosts, and the authority that vouches for them. */
  wechat: { tlsPort: number; certificateFile: string }
}

/** Starts a gateway that calls WeChat by its own names. */
export async function startGatewayProcess({ publicUrl, app, site, port, folder, wechat }: GatewayOptions) {
  const child = fork(join(import.meta.dirname, 'gateway-child.ts'), {
    execArgv: ['--conditions=wxgate-source'],
    env: {
      PATH: process.env.PATH,
      HTTPS_PROXY: `http://127.0.0.1:${wechat.tlsPort}`,
      NODE_USE_ENV_PROXY: '1',
      NODE_EXTRA_CA_CERTS: wechat.certificateFile,
      PORT: String(port),
      APP_URL: app,
      SITE_URL: site,
      WXGATE_PUBLIC_URL: publicUrl,
      WXGATE_DATABASE_URL: `sqlite:${join(folder, 'gateway.db')}`,
      WXGATE_SECRET_KEY: randomBytes(32).toString('base64'),
      WXGATE_LOG_LEVEL: 'silent',
    },
  })
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the gateway ended before it listened'))),
  ])
  return {
    async close() {
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}
