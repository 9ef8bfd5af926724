import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, buildLink, readAccount } from '../scripted-visit.ts'
import { type Stories, startStories } from './test/scripted-page.ts'

const executablePath = process.env.CHROMIUM_PATH ?? ''

/** Everything axe knows, best practices included: rule, place and what to do. */
async function listViolations(page: Page): Promise<unknown> {
  if (!(await page.evaluate(`typeof axe === 'object'`))) await page.evaluate(`${axe.source};0`)
  await page.evaluate(`document.getAnimations()
    .filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity)
    .forEach((each) => each.finish())`)
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
    .flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target.join(' ') + ' ' + node.failureSummary)))`)
}

describe.skipIf(executablePath === '')('axe in a real Chromium', () => {
  let stories: Stories
  beforeAll(async () => {
    stories = await startStories(executablePath)
  }, 120_000)
  beforeEach(() => stories.reset())
  afterAll(() => stories?.close())

  test.for([
    ['light', 'en-US'],
    ['dark', 'zh-CN'],
  ] as const)('finds nothing on any part, %s, %s', async ([colorScheme, locale]) => {
    const { page } = await stories.openPage('', { colorScheme, locale })
    expect(await listViolations(page), 'empty inbox').toEqual([])
    await ask(stories.sim, '/cgi-bin/token', { ...readAccount('1'), secret: 'x', grant_type: 'x' })
    await stories.sim.open({ person: 'xiaoming', url: buildLink(stories.sim.url, { connect_redirect: '1' }) })
    await page.locator('[data-test=rows] button').first().click()
    expect(await listViolations(page), 'inbox').toEqual([])
    await stories.sim.fault({ path: '/sns/userinfo', kind: 'errcode', errcode: -1, times: 3 })
    for (const [part, screen] of [
      ['accounts', 'chats'],
      ['rules', 'scan'],
      ['faults', 'me'],
    ]) {
      await page.locator(`[data-part-link=${part}]`).click()
      await page.locator(`[data-screen=${screen}]`).click()
      expect(await listViolations(page), part).toEqual([])
    }
    await page.locator('[data-part-link=accounts]').click()
    await page.locator('[data-test=account-form] summary').first().click()
    await page.locator('[data-test=clock-commands]').click()
    await page.locator('[data-test=who]').click()
    expect(await listViolations(page), 'forms, commands and people').toEqual([])
  })

  test('finds nothing on the sheet of consent', async () => {
    const { page } = await stories.openPage()
    await page.locator('[name=url]').fill(buildLink(stories.sim.url))
    await page.locator('[data-test=open-link] .button.go').click()
    await page.locator('[data-test=sheet]').waitFor()
    expect(await listViolations(page)).toEqual([])
  })
})
