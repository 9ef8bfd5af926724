import { expect, test } from 'vitest'
import { type WeChatFixture, wechatFixture } from './playwright.ts'

test('Playwright reads the fixture’s text, finds its first parameter taken apart, and knows the names in it', () => {
  const text = String(wechatFixture()).replace(/\s/g, '')
  expect(text).toMatch(/^async\(\{(baseURL:\w+)?\},use/)
})

test('the simulator of a fixture lives as long as the test that uses it', async () => {
  const urls: string[] = []
  await wechatFixture()({}, async (wechat: WeChatFixture) => {
    urls.push(wechat.simulator.url)
    expect((await wechat.simulator.state()).people.length).toBeGreaterThan(0)
  })
  await expect(fetch(urls[0] ?? '')).rejects.toThrow()
})
