import type { IncomingMessage } from 'node:http'
import { startSimulator, type TestSimulator } from '@wxgate/simulator/test-kit'
import { type AppToken, createWire, fetchStableToken, originsAt, type Wire } from '@wxgate/wechat'
import { type ByComponent, fetchComponentToken, startTicketPush } from '@wxgate/wechat/api'
import { receiveMessage, successReply, verifyUrl, type WeChatMessage } from '@wxgate/wechat/message'
import { onTestFinished } from 'vitest'
import { startServer } from './sdk-town.ts'

export const teahouse = { appid: 'wx5a4db0c500000001', secret: '5ec00000000000000000000000000001' }
export const bookshop = { appid: 'wx5a4db0c500000002', secret: '5ec00000000000000000000000000002' }
export const florist = 'wx5a4db0c500000004'
export const miniProgram = { appid: 'wx5a4db0c500000007', secret: '5ec00000000000000000000000000007' }
export const platform = {
  componentAppid: 'wx5a4db0c5000000c1',
  componentSecret: '5ec000000000000000000000000000c1',
}

const pushKeys = {
  appid: teahouse.appid,
  token: 'wxgatetoken',
  encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890',
}

/** A simulator whose clock stands still, a wire to it on the same clock, and the teahouse's token. */
export async function startTown(): Promise<{ sim: TestSimulator; wire: Wire; token: AppToken }> {
  const sim = await startSimulator()
  onTestFinished(() => sim.close())
  const { now } = await sim.clock({ freeze: true })
  const wire = createWire({ origins: originsAt(sim.url), now: () => now })
  const { token } = await fetchStableToken(wire, teahouse)
  return { sim, wire, token }
}

/** The platform with a token: a ticket is pushed to a server of its own and exchanged. */
export async function startPlatform(sim: TestSimulator, wire: Wire): Promise<ByComponent> {
  const url = await startServer((_request, response) => void response.end('success'))
  await sim.setPush({ appid: platform.componentAppid, eventUrl: url })
  await startTicketPush(wire, platform)
  const { sent } = await sim.expectPush({ to: platform.componentAppid, event: 'component_verify_ticket' })
  const ticket = /<ComponentVerifyTicket><!\[CDATA\[(.+?)\]\]>/.exec(sent.message)?.[1] ?? ''
  const { token } = await fetchComponentToken(wire, { ...platform, ticket })
  return { componentAppid: platform.componentAppid, token }
}

/** A message URL of the teahouse; fills the list with what arrives. */
export async function startReceiver(sim: TestSimulator, wire: Wire): Promise<WeChatMessage[]> {
  const heard: WeChatMessage[] = []
  const hear = async (request: IncomingMessage): Promise<string> => {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    const now = wire.now()
    if (request.method === 'GET') return await verifyUrl({ query, token: pushKeys.token, now })
    const body = Buffer.concat(await request.toArray())
    heard.push((await receiveMessage({ query, body, keys: pushKeys, now })).message)
    return successReply
  }
  const url = await startServer((request, response) => void hear(request).then((text) => response.end(text)))
  await sim.setPush({ appid: teahouse.appid, url, mode: 'safe' })
  return heard
}
