import type { Qrcodes } from '../api/answer.ts'
import { sendCall } from '../api/call.ts'

/** The account whose code says this; empty when no code that waits does. */
export async function findCodeAppid(text: string): Promise<string> {
  const { scenes, logins } = await sendCall<Qrcodes>({ method: 'GET', path: 'qrcodes' })
  const wanted = URL.parse(text)?.searchParams.get('uuid')
  const found = scenes.find(({ url }) => url === text) ?? logins.find(({ uuid }) => uuid === wanted)
  return found?.appid ?? ''
}
