import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { callAccount } from '../scripted-account.ts'
import { startReceiver } from '../scripted-receiver.ts'
import { readAccount, text } from '../scripted-visit.ts'
import { type Stories, startStories } from './test/scripted-page.ts'

const executablePath = process.env.CHROMIUM_PATH ?? ''
const { appid } = readAccount('1')

/** The picture that WeChat's server shows for a new scene code. */
async function fetchCodePicture({ sim }: Stories): Promise<Buffer> {
  const scene = { scene_str: 'door' }
  const asked = { action_name: 'QR_STR_SCENE', action_info: { scene }, expire_seconds: 600 }
  const { body } = await callAccount(sim, '/cgi-bin/qrcode/create', { body: asked })
  const picture = await fetch(`${sim.url}/cgi-bin/showqrcode?ticket=${encodeURIComponent(text(body.ticket))}`)
  return Buffer.from(await picture.arrayBuffer())
}

async function openScan(stories: Stories): Promise<{ page: Page; complaints: string[] }> {
  const opened = await stories.openPage()
  await opened.page.locator('[data-test=who]').click()
  await opened.page.locator('[data-person=alice]').click()
  await opened.page.locator('[data-screen=scan]').click()
  await opened.page.locator('[data-test=scan]').waitFor()
  return opened
}

function choose(page: Page, buffer: Buffer, name = 'code.png'): Promise<void> {
  return page
    .locator('[data-test=scan] input[type=file]')
    .setInputFiles({ name, mimeType: 'image/png', buffer })
}

/** The picture as a person pastes or drops it. */
function give(page: Page, picture: Buffer, how: 'paste' | 'drop'): Promise<void> {
  return page.evaluate(
    `(() => {
      const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (each) => each.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], 'code.png', { type: 'image/png' }))
      const options = { bubbles: true, cancelable: true }
      if ('${how}' === 'paste') document.body.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: transfer }))
      else document.querySelector('[data-test=scan]').dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: transfer }))
    })()`,
  )
}

/** A picture drawn in the browser: `draw` has `context` and, of the code, `bitmap`. */
async function drawPicture(page: Page, size: [number, number], draw: string, code: Buffer): Promise<Buffer> {
  const base64: string = await page.evaluate(
    `(async () => {
      const bytes = Uint8Array.from(atob('${code.toString('base64')}'), (each) => each.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes]))
      const canvas = document.createElement('canvas')
      ;[canvas.width, canvas.height] = [${size.join()}]
      const context = canvas.getContext('2d')
      ${draw}
      return canvas.toDataURL('image/png').split(',')[1]
    })()`,
  )
  return Buffer.from(base64, 'base64')
}

describe.skipIf(executablePath === '')('pictures of codes in a real Chromium', () => {
  let stories: Stories
  beforeAll(async () => {
    stories = await startStories(executablePath)
  })
  beforeEach(() => stories.reset())
  afterAll(() => stories?.close())

  test('a picture is scanned when it is chosen: to follow is asked first, then the account hears of the scan', async () => {
    const receiver = await startReceiver()
    await stories.sim.setPush({ appid, url: `${receiver.url}/push` })
    const picture = await fetchCodePicture(stories)
    const { page, complaints } = await openScan(stories)
    const loaded = () =>
      page.evaluate(
        `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).length`,
      )
    expect(await loaded(), 'the decoder comes when it is needed').toBe(1)
    await choose(page, picture)
    await page.locator('[data-test=sheet]', { hasText: /Follow \w/ }).waitFor()
    expect(await loaded()).toBe(2)
    await page.getByRole('button', { name: 'Allow', exact: true }).click()
    await page.locator('[data-test=result]', { hasText: '1 pushes' }).waitFor()
    for (const how of ['paste', 'drop'] as const) {
      await give(page, picture, how)
      await expect
        .poll(async () => (await stories.sim.deliveries({ event: 'SCAN' })).deliveries.length)
        .toBe(how === 'paste' ? 1 : 2)
    }
    expect((await stories.sim.deliveries({ event: 'subscribe' })).deliveries).toHaveLength(1)
    expect(complaints).toEqual([])
    await receiver.close()
  })

  test('a code is found in a corner of a huge picture, turned, and on nothing', async () => {
    const picture = await fetchCodePicture(stories)
    await stories.sim.follow('alice', appid)
    const { page } = await openScan(stories)
    const field = page.locator('[data-test=scan] textarea')
    const turned = `context.fillStyle = '#ccc'; context.fillRect(0, 0, 900, 700)
      context.translate(450, 320); context.rotate(0.3); context.drawImage(bitmap, -150, -150, 300, 300)`
    const bare = `context.drawImage(bitmap, 0, 0, 264, 264)
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
      for (let at = 0; at < pixels.data.length; at += 4) if (pixels.data[at] > 128) pixels.data[at + 3] = 0
      context.putImageData(pixels, 0, 0)`
    const cases: [string, [number, number], string][] = [
      ['huge', [6000, 5000], 'context.drawImage(bitmap, 5200, 100, 600, 600)'],
      ['turned', [900, 700], turned],
      ['transparent', [264, 264], bare],
    ]
    for (const [name, size, draw] of cases) {
      await field.fill('')
      await choose(page, await drawPicture(page, size, draw, picture), `${name}.png`)
      await expect.poll(() => field.inputValue(), { message: name }).toMatch(/^http:\/\/weixin\.qq\.com\/q\//)
    }
  })

  test('a picture without a code, and a file that is no picture, say so; the next one is read', async () => {
    const picture = await fetchCodePicture(stories)
    const { page } = await openScan(stories)
    const said = page.locator('[data-test=unread]')
    await choose(
      page,
      await drawPicture(page, [640, 480], 'context.fillRect(20, 20, 300, 90)', picture),
      'no.png',
    )
    await said.getByText('There is no QR code in this picture').waitFor()
    await stories.shoot(page, 'en-no-code')
    await choose(page, Buffer.from('nothing'), 'broken.png')
    await said.getByText('cannot open the file as a picture').waitFor()
    await choose(page, picture)
    await page.locator('[data-test=sheet]').waitFor()
    expect(await said.count()).toBe(0)
  })

  test('the browser’s own detector is asked first, and one that fails is no hindrance', async () => {
    const picture = await fetchCodePicture(stories)
    const { page } = await openScan(stories)
    const field = page.locator('[data-test=scan] textarea')
    const install = (detect: string) =>
      page.evaluate(`globalThis.BarcodeDetector = class { async detect() { ${detect} } }`)
    await install(`return [{ rawValue: 'https://shop.test/' }]`)
    await choose(page, picture)
    await expect.poll(() => field.inputValue()).toBe('https://shop.test/')
    await install(`throw new Error('no service')`)
    await choose(page, picture)
    await expect.poll(() => field.inputValue()).toContain('weixin.qq.com')
  })
})
