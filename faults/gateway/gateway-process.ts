import { createGateway, readSettings } from '@wxgate/gateway'
import { saveDemo } from '../../packages/cli/src/town/demo.ts'

// A gateway alone, which a fault may kill while the simulator beside it lives on. Settings come by the environment.
const { PORT = '', APP_URL = '' } = process.env
const settings = readSettings(
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('WXGATE_'))),
)
const gateway = await createGateway(settings)
await gateway.listen({ port: Number(PORT) })
await saveDemo(gateway, settings.publicUrl, APP_URL)
process.send?.('ready')
