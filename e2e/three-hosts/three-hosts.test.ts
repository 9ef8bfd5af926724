import { afterAll, beforeAll, describe } from 'vitest'
import { createSite } from '../door/site.ts'
import { tellDoorStories } from '../door/stories.ts'
import { openThreeHosts, serveTls, type ThreeHosts } from './town.ts'

describe.skipIf(!process.env.CHROMIUM_PATH)('on three registrable names over TLS', () => {
  let town: ThreeHosts

  beforeAll(async () => {
    town = await openThreeHosts(({ gateway, certificate }) =>
      serveTls(certificate, createSite({ gateway, client: 'tea', scheme: 'https' })),
    )
  }, 60_000)

  afterAll(() => town?.close())

  tellDoorStories(async () => town)
})
