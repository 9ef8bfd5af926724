// A gateway alone, as a process: what its environment says about WeChat's hosts and whom to trust holds for all of its
// calls. Tells its parent when it listens.
import { createGateway, readSettings } from '@wxgate/gateway'
import { saveDemo } from '../../packages/cli/src/town/demo.ts'
import { saveClients } from '../door/clients.ts'

const { PORT = '', APP_URL = '', SITE_URL = '', ...env } = process.env

const settings = readSettings(
  Object.fromEntries(Object.entries(env).filter(([key]) => key.startsWith('WXGATE_'))),
)
const records = await createGateway(settings, { logStream: { write: () => true } })
await saveDemo(records, settings.publicUrl, APP_URL)
await saveClients({ records, app: APP_URL }, SITE_URL)
await records.listen({ port: Number(PORT), host: '127.0.0.1' })
process.send?.('ready')
