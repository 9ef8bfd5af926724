import type { Application, Client, Gateway } from '@wxgate/gateway'

/** The demo accounts that the gateway knows the secret of. They exist in the simulator only. */
const applications: readonly Application[] = [
  {
    appid: 'wx5a4db0c500000001',
    kind: 'service',
    name: '演示茶馆',
    secret: '5ec00000000000000000000000000001',
    openPlatform: 'A',
  },
  {
    appid: 'wx5a4db0c500000003',
    kind: 'test',
    name: '测试号',
    secret: '5ec00000000000000000000000000003',
    openPlatform: undefined,
  },
  {
    appid: 'wx5a4db0c500000004',
    kind: 'service',
    name: '演示花店',
    secret: '5ec00000000000000000000000000004',
    openPlatform: undefined,
  },
  {
    appid: 'wx5a4db0c500000005',
    kind: 'website',
    name: '演示网站',
    secret: '5ec00000000000000000000000000005',
    openPlatform: 'A',
  },
  {
    appid: 'wx5a4db0c500000007',
    kind: 'miniprogram',
    name: '演示小程序',
    secret: '5ec00000000000000000000000000007',
    openPlatform: 'A',
  },
]

/** The demo client's credentials, shown to whoever starts the town. */
export const demoClient = { id: 'demo', secret: 'demo-secret' }

/** Where an application of one's own usually runs: the snippets of the README do. */
const ownApp = 'http://localhost:3000'

function buildClients(gatewayUrl: string, appUrl: string): Client[] {
  const demo: Client = {
    id: demoClient.id,
    name: 'Demo 演示应用',
    secret: demoClient.secret,
    redirectUris: [`${appUrl}/callback`, `${ownApp}/callback`],
    returnUrls: [`${appUrl}/`, `${gatewayUrl}/`, `${ownApp}/`],
    appids: ['wx5a4db0c500000001', 'wx5a4db0c500000004', 'wx5a4db0c500000005', 'wx5a4db0c500000007'],
    wantsProfile: true,
    wantsSubscribed: true,
    idTokenAlg: 'RS256',
    protects: true,
  }
  return [demo, { ...demo, id: 'demo-public', secret: undefined, returnUrls: [], protects: false }]
}

/** Writes the demo accounts, and the demo clients for the ports of this start. */
export async function saveDemo(gateway: Gateway, gatewayUrl: string, appUrl: string): Promise<void> {
  for (const application of applications) await gateway.applications.save(application)
  for (const client of buildClients(gatewayUrl, appUrl)) await gateway.clients.save(client)
}
