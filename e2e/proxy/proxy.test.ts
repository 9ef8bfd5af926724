import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tellForwardStories } from '../door/stories.ts'
import { openThreeHosts, type ThreeHosts } from '../three-hosts/town.ts'
import { caddy, nginx } from './kinds.ts'
import { openProxy } from './proxy-process.ts'

const { CHROMIUM_PATH, NGINX_PATH, CADDY_PATH } = process.env
const proxies = [
  { name: 'nginx', kind: nginx, isThere: CHROMIUM_PATH && NGINX_PATH, refusal: 500 },
  { name: 'Caddy', kind: caddy, isThere: CHROMIUM_PATH && CADDY_PATH, refusal: 502 },
]

for (const { name, kind, isThere, refusal } of proxies) {
  describe.skipIf(!isThere)(`behind ${name}, as it stands in examples`, () => {
    let town: ThreeHosts

    beforeAll(async () => {
      town = await openThreeHosts((surroundings) => openProxy(kind, surroundings))
    }, 60_000)

    afterAll(() => town?.close())

    tellForwardStories(async () => town)

    test('a gateway that is gone lets nobody in', async () => {
      expect((await town.call(`${town.site}/`)).status).toBe(303)
      await town.stopGateway()
      expect((await town.call(`${town.site}/`)).status).toBe(refusal)
      expect((await town.call(`${town.site}/.wxgate/finish`)).status).toBe(502)
    })
  })
}
