import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callAccount } from '../scripted-account.ts'
import { text } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

const executablePath = process.env.CHROMIUM_PATH ?? ''

type Tried = { path: string; status: number; body: string }

/** Runs inside the page: what a script of that origin can read and do. */
async function tryEverything(paths: string[]): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const path of paths) {
    const init = path === '/__sim/state' || path === '/' ? {} : { method: 'POST', body: '{"freeze":true}' }
    const response = await fetch(path, init)
    tried.push({ path, status: response.status, body: await response.text() })
  }
  return tried
}

/** Runs inside the page that a browser makes of a picture: its size, and the grey of three modules of the code. */
const READ_PICTURE = `(() => {
  const [picture] = document.images
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = picture.naturalWidth
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0)
  const read = (at) => context.getImageData(at, at, 1, 1).data[0]
  return { width: picture.naturalWidth, edge: read(1), corner: read(33), ring: read(44) }
})()`

describe.skipIf(executablePath === '')('in a real Chromium', () => {
  let browser: Browser
  let sim: TestSimulator
  beforeAll(async () => {
    sim = await startSimulator()
    const rules = '--host-resolver-rules=MAP evil.test 127.0.0.1'
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', rules] })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await sim?.close()
  })

  test('a page of another host name, rebound to this machine, reads and changes nothing', async () => {
    const page = await browser.newPage()
    const { port } = new URL(sim.url)
    await page.goto(`http://evil.test:${port}/cgi-bin/token`)
    const paths = ['/', '/__sim/state', '/__sim/clock', '/__sim/reset', '/__sim/push/settings', '/__sim/push']
    for (const { path, status, body } of await page.evaluate(tryEverything, paths)) {
      expect([path, status]).toEqual([path, 421])
      expect(body).not.toMatch(/xiaoming|5ec0000/)
    }
    expect((await sim.state()).clock.frozen).toBe(false)
    await page.close()
  })

  test('the picture of a scene code is a JPEG that a browser shows, black on white', async () => {
    const action_info = { scene: { scene_str: 'a' } }
    const body = { action_name: 'QR_STR_SCENE', action_info, expire_seconds: 60 }
    const ticket = text((await callAccount(sim, '/cgi-bin/qrcode/create', { body })).body.ticket)
    const page = await browser.newPage()
    await page.goto(`${sim.url}/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`)
    expect(await page.evaluate(READ_PICTURE)).toEqual({ width: 41 * 8, edge: 255, corner: 0, ring: 255 })
    await page.close()
  })
})
