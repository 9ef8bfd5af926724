import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TEAHOUSE } from '../scripted-push.ts'
import { ask, buildLink, readAccount } from '../scripted-visit.ts'
import { type Stories, startStories } from './test/scripted-page.ts'

const executablePath = process.env.CHROMIUM_PATH ?? ''

describe.skipIf(executablePath === '')('accounts and people on the page in a real Chromium', () => {
  let stories: Stories
  beforeAll(async () => {
    stories = await startStories(executablePath)
  }, 120_000)
  beforeEach(() => stories.reset())
  afterAll(() => stories?.close())

  test('a long nickname stays inside the card of people', async () => {
    await stories.sim.addPerson({ id: 'long', nickname: '很长的昵称'.repeat(20) })
    for (const width of [1440, 390]) {
      const { page } = await stories.openPage('#phone', { viewport: { width, height: 900 } })
      await page.locator('[data-test=who]').click()
      const card = await page.locator('section.block:has([data-person])').boundingBox()
      for (const row of await page.locator('[data-person]').all()) {
        const box = await row.boundingBox()
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((card?.x ?? 0) + (card?.width ?? 0))
      }
      await stories.shoot(page, `people-${width}`)
    }
  })

  test('a note is no error: not red, and not among the errors', async () => {
    const { page } = await stories.openPage()
    await stories.sim.setPush({ appid: TEAHOUSE, url: 'http://127.0.0.1:9/', verify: false })
    await fetch(`${stories.sim.url}/__sim/menus/${TEAHOUSE}`)
    const row = page.locator('[data-test=rows] li', { hasText: 'console_replies_off' })
    await row.waitFor()
    expect(await row.getAttribute('class')).not.toContain('error')
    expect(await row.locator('.pill.bad').count()).toBe(0)
    await ask(stories.sim, '/sns/auth', {})
    await page.locator('[data-test=rows] li', { hasText: '/sns/auth' }).waitFor()
    await page.getByRole('button', { name: 'Errors only' }).click()
    await row.waitFor({ state: 'detached' })
    expect(await page.locator('[data-test=rows] li').count()).toBe(1)
  })

  test('at 10006 the phone follows and tries again', async () => {
    const { page } = await stories.openPage()
    await page.locator('[data-test=who]').click()
    await page.locator('[data-person=alice]').click()
    await page.locator('[name=url]').fill(buildLink(stories.sim.url, { appid: readAccount('3').appid }))
    await page.locator('[data-test=open-link] .button.go').click()
    await page.getByText('必须关注此测试号').waitFor()
    await page.getByRole('button', { name: 'Follow and try again' }).click()
    await page.locator('[data-test=allow] button').first().click()
    await page.getByText('The phone goes to').waitFor()
    expect((await stories.sim.state()).people.find(({ id }) => id === 'alice')?.follows).toHaveLength(1)
  })

  test('an account is added, and domains and white list are changed', async () => {
    const { page, complaints } = await stories.openPage('#accounts')
    const appid = 'wx5a4db0c5000000aa'
    const add = page.locator('[data-test=add-account]')
    await add.locator('[name=appid]').fill(appid)
    await add.locator('[name=kind]').selectOption('miniprogram')
    await add.locator('[name=name]').fill('新的小程序')
    await add.getByRole('button', { name: 'Add an account', exact: true }).click()
    const card = page.locator(`[data-appid=${appid}]`)
    await card.waitFor()
    await card.locator('summary').click()
    await card.locator('[name=webDomains]').fill('m.example.com, www.example.com')
    await card.locator('[name=ipWhiteList]').fill('203.0.113.0/24 198.51.100.*')
    await card.getByRole('button', { name: 'Save', exact: true }).last().click()
    await card.getByText('203.0.113.0/24, 198.51.100.*').waitFor()
    const saved = (await stories.sim.state()).applications.find((each) => each.appid === appid)
    expect(saved).toMatchObject({
      kind: 'miniprogram',
      name: '新的小程序',
      webDomains: ['m.example.com', 'www.example.com'],
      ipWhiteList: ['203.0.113.0/24', '198.51.100.*'],
    })
    expect(complaints).toEqual([])
  })

  test('each kind of account offers the pushes that it has', async () => {
    const { page } = await stories.openPage('#accounts')
    const listOffered = (number: string) =>
      page.locator(`[data-appid=${readAccount(number).appid}] select option`).allInnerTexts()
    const ofData = ['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation']
    await expect.poll(() => listOffered('5')).toEqual(ofData)
    expect(await listOffered('7')).toEqual(['text', ...ofData])
    expect(await listOffered('1')).toContain('subscribe')
    expect(await listOffered('c1')).toContain('component_verify_ticket')
  })

  test('clock, inbox and phone show one time, whose zone stands beside it', async () => {
    await stories.sim.clock({ now: '2026-11-28T06:32:00Z', freeze: true })
    const { page } = await stories.openPage('', { timezoneId: 'America/New_York' })
    await ask(stories.sim, '/sns/auth', {})
    expect(await page.locator('[data-test=clock]').innerText()).toMatch(/14:32:00 2026-11-28\s+UTC\+8/)
    await page.locator('[data-test=rows] li', { hasText: '14:32:00' }).waitFor()
    expect(await page.locator('.phone .status').innerText()).toContain('14:32')
    await page.locator('input[type=datetime-local]').fill('2026-12-01T08:00:00')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await expect.poll(async () => (await stories.sim.state()).clock.now).toBe(Date.UTC(2026, 11, 1))
  })

  test('known incidents stand above what waits and above the form', async () => {
    const { page } = await stories.openPage('#faults')
    await page.getByText('Known incidents').waitFor()
    const headings = await page.locator('.faults h2').allInnerTexts()
    expect(headings).toEqual(['Known incidents', 'Waiting faults', 'Break the next requests'])
  })
})
