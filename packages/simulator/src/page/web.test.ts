import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { callAccount } from '../scripted-account.ts'
import { startReceiver } from '../scripted-receiver.ts'
import { ask, buildLink, readAccount } from '../scripted-visit.ts'
import { type Stories, startStories } from './test/scripted-page.ts'

async function personIs(page: Page, id: string): Promise<void> {
  await page.locator('[data-test=who]').click()
  await page.locator(`[data-person=${id}]`).click()
}

const executablePath = process.env.CHROMIUM_PATH ?? ''

describe.skipIf(executablePath === '')('the page in a real Chromium', () => {
  let stories: Stories
  beforeAll(async () => {
    stories = await startStories(executablePath)
  })
  beforeEach(() => stories.reset())
  afterAll(() => stories?.close())

  test('a request arrives live, and a click tells the rule, what was wrong and what would have passed', async () => {
    const { page, complaints } = await stories.openPage()
    await page.getByText('Nothing has arrived yet').waitFor()
    await ask(stories.sim, '/cgi-bin/token', {
      ...readAccount('1'),
      secret: 'x',
      grant_type: 'client_credential',
    })
    const row = page.locator('[data-test=rows] button', { hasText: '/cgi-bin/token' })
    await row.waitFor()
    expect(await row.innerText()).toContain('40125')
    await row.click()
    expect(await page.locator('[data-test=rule]').innerText()).toBe('secret_matches')
    await page.getByText('What was wrong').waitFor()
    await page.getByText('What would have passed').waitFor()
    await page.getByText(`curl -s '${stories.sim.url}/cgi-bin/token?grant_type=client_credential`).waitFor()
    expect(complaints).toEqual([])
  })

  test('the inbox is filtered, held back and cleared', async () => {
    const { page } = await stories.openPage()
    const rows = page.locator('[data-test=rows] > li')
    await ask(stories.sim, '/sns/auth', {})
    await ask(stories.sim, '/cgi-bin/token', { ...readAccount('1'), grant_type: 'client_credential' })
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByRole('button', { name: 'Errors only' }).click()
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByRole('button', { name: 'Errors only' }).click()
    await page.getByPlaceholder('Path, rule or code').fill('token?')
    await page.getByRole('button', { name: 'Show everything' }).click()
    await page.locator('[data-test=pause]').click()
    await ask(stories.sim, '/sns/auth', {})
    await page.getByText('1 new, held back').waitFor()
    expect(await rows.count()).toBe(2)
    await page.locator('[data-test=pause]').click()
    await expect.poll(() => rows.count()).toBe(3)
    await page.locator('[data-test=clear]').click()
    await page.getByText('Nothing has arrived yet').waitFor()
  })

  test('somebody with markup in the name is added and seen as text', async () => {
    const { page, complaints } = await stories.openPage()
    await page.locator('[data-test=who]').click()
    const form = page.locator('[data-test=add-person]')
    await form.locator('[name=id]').fill('bob')
    await form.locator('[name=nickname]').fill('<img src=x onerror=alert(1)>')
    await form.getByRole('button', { name: 'Add', exact: true }).click()
    await page.locator('[data-test=who]', { hasText: '<img src=x onerror=alert(1)>' }).waitFor()
    expect((await stories.sim.state()).people.at(-1)).toMatchObject({ id: 'bob' })
    expect(complaints).toEqual([])
  })

  test('following and unfollowing are switches, reached by mouse and keyboard', async () => {
    const { appid } = readAccount('1')
    const { page } = await stories.openPage()
    await personIs(page, 'alice')
    await page.locator('[data-screen=me]').click()
    const follow = page.locator(`[data-follow=${appid}]`).getByRole('switch')
    const follows = async () => (await stories.sim.state()).people.find(({ id }) => id === 'alice')?.follows
    await follow.click()
    await expect.poll(follows).toEqual([appid])
    await expect.poll(() => follow.getAttribute('aria-checked')).toBe('true')
    await follow.press('Space')
    await expect.poll(follows).toEqual([])
  })

  test('a link is opened on the phone: the sheet asks, and the answer leads on', async () => {
    const { page } = await stories.openPage()
    await personIs(page, 'alice')
    await page.locator('[data-test=open-link] textarea').fill(buildLink(stories.sim.url))
    await page.getByRole('button', { name: 'Open on the phone' }).click()
    await page.locator('[data-test=sheet]').waitFor()
    await stories.shoot(page, 'en-sheet')
    await page.getByRole('button', { name: 'Allow', exact: true }).click()
    const link = page.getByRole('link', { name: 'Go on in this browser' })
    expect(await link.getAttribute('href')).toMatch(/^http:\/\/localhost\/callback\?code=\w+&state=abc123$/)
    const silent = buildLink(stories.sim.url, { scope: 'snsapi_base', state: 'quiet' })
    await page.locator('[data-test=open-link] textarea').fill(silent)
    await page.getByRole('button', { name: 'Open on the phone' }).click()
    await expect.poll(() => link.getAttribute('href')).toContain('state=quiet')
    await page
      .locator('[data-test=open-link] textarea')
      .fill(buildLink(stories.sim.url, { redirect_uri: 'http://x.test/' }))
    await page.getByRole('button', { name: 'Open on the phone' }).click()
    await page.locator('[data-test=result]', { hasText: '10003' }).waitFor()
  })

  test('somebody who follows chats with the account and taps its menu', async () => {
    const { page } = await stories.openPage()
    await page.locator('[data-screen=chats]').click()
    await page.locator(`[data-chat=${readAccount('1').appid}]`).click()
    await page.getByRole('button', { name: '今日茶单', exact: true }).click()
    await page.locator('[data-test=lines]', { hasText: '龙井' }).waitFor()
    await page.getByPlaceholder('Message').fill('你好')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.locator('[data-test=lines]', { hasText: '你好' }).waitFor()
    await stories.shoot(page, 'en-chat')
  })

  test('a fault is set, bites and is removed', async () => {
    const { page } = await stories.openPage('#faults')
    const form = page.locator('[data-test=fault-form]')
    await form.locator('[name=path]').fill('/cgi-bin/token')
    await form.locator('[name=errcode]').fill('45009')
    await form.locator('[name=times]').fill('2')
    await form.getByRole('button', { name: 'Set the fault' }).click()
    const waiting = page.locator('[data-test=waiting-faults]')
    await waiting.getByText('errcode 45009').waitFor()
    const token = { ...readAccount('1'), grant_type: 'client_credential' }
    expect((await ask(stories.sim, '/cgi-bin/token', token)).errcode).toBe(45009)
    await waiting.getByText('1 left').waitFor()
    await waiting.getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('Nothing is broken').waitFor()
    expect((await ask(stories.sim, '/cgi-bin/token', token)).errcode).toBeUndefined()
  })

  test('the clock is moved, frozen and given back, and every button shows its command', async () => {
    const { page } = await stories.openPage()
    await page.getByRole('button', { name: '+2 h' }).first().click()
    await expect.poll(() => page.locator('[data-test=offset]').innerText()).toContain('2 h')
    expect((await stories.sim.state()).clock.offsetMs).toBeGreaterThan(7_100_000)
    await page.getByRole('button', { name: 'Freeze', exact: true }).click()
    await page.getByRole('button', { name: 'Let it run' }).waitFor()
    expect(
      await page.getByRole('button', { name: /^Show this as a command: POST .__sim.clock/ }).count(),
    ).toBe(0)
    await page.getByRole('button', { name: 'Show these controls as commands' }).click()
    await page
      .getByRole('button', { name: 'Show this as a command: POST /__sim/clock {"advanceSeconds":300}' })
      .click()
    const panel = page.getByRole('dialog', { name: 'The same from a shell' })
    expect(await panel.innerText()).toContain(
      `curl -s ${stories.sim.url}/__sim/clock -d '{"advanceSeconds":300}'`,
    )
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Machine’s time' }).click()
    await expect.poll(() => page.locator('[data-test=offset]').innerText()).toBe('the machine’s time')
    expect((await stories.sim.state()).clock.frozen).toBe(false)
  })

  test('every switch has its text; one is switched and goes back to its default', async () => {
    const { page } = await stories.openPage('#rules')
    const names = Object.keys((await stories.sim.state()).rules)
    await expect.poll(() => page.locator('[data-switch]').count()).toBe(names.length)
    expect(await page.getByText('Others', { exact: true }).count()).toBe(0)
    await page.locator('[data-switch=strictPort]').getByRole('switch').click()
    await expect.poll(async () => (await stories.sim.state()).rules.strictPort).toBe(true)
    await page.locator('[data-switch=refusal] select').selectOption('authdeny')
    await expect.poll(async () => (await stories.sim.state()).rules.refusal).toBe('authdeny')
    await page.getByRole('button', { name: 'All to their defaults' }).click()
    await expect.poll(async () => (await stories.sim.state()).rules.strictPort).toBe(false)
  })

  test('the town is reset after a question', async () => {
    const { page } = await stories.openPage('#accounts')
    await stories.sim.addPerson({ id: 'bob' })
    await page.locator('[data-test=reset]').click()
    await page.getByRole('button', { name: 'Reset everything' }).click()
    await expect.poll(async () => (await stories.sim.state()).people.length).toBe(5)
  })

  test('a reset and an import by somebody else empty the inbox and change the town, also while it is held', async () => {
    const { sim } = stories
    const { people = [], ...rest } = await sim.seed()
    onTestFinished(async () => void (await sim.plant({ ...rest, people })))
    const receiver = await startReceiver()
    const { appid } = readAccount('1')
    const { page } = await stories.openPage('#inbox')
    const rows = page.locator('[data-test=rows] > li')
    const pushes = rows.filter({ hasText: 'subscribe' })
    await ask(sim, '/sns/auth', {})
    await sim.addPerson({ id: 'bob' })
    await sim.setPush({ appid, url: `${receiver.url}/push` })
    await sim.follow('bob', appid)
    await expect.poll(() => pushes.count()).toBe(1)
    await page.locator('[data-test=who]').click()
    await page.locator('[data-person=bob]').waitFor()
    await sim.reset()
    await ask(sim, '/cgi-bin/token', { ...readAccount('1'), grant_type: 'client_credential' })
    await expect.poll(() => rows.count()).toBe(1)
    expect(await rows.innerText()).toContain('/cgi-bin/token')
    await page.locator('[data-person=bob]').waitFor({ state: 'detached' })

    await sim.setPush({ appid, url: `${receiver.url}/push` })
    await sim.follow('alice', appid)
    await expect.poll(() => pushes.count()).toBe(1)
    await page.locator('[data-test=pause]').click()
    await sim.plant({ ...rest, people: people.slice(0, 1).map((person) => ({ ...person, id: 'carol' })) })
    await page.locator('[data-person=carol]').waitFor()
    await expect.poll(() => pushes.count()).toBe(0)
    // An import leaves the journal as it is.
    expect(await rows.filter({ hasText: '/cgi-bin/token' }).count()).toBe(1)
    await receiver.close()
  })

  test('a push is seen with its tries and sent again', async () => {
    const receiver = await startReceiver()
    receiver.answer(({ method, query }) => (method === 'GET' ? (query.get('echostr') ?? '') : 'no'))
    const { appid } = readAccount('1')
    await stories.sim.setPush({ appid, url: `${receiver.url}/push` })
    const { page } = await stories.openPage()
    await stories.sim.follow('alice', appid)
    const rows = page.locator('[data-test=rows] button', { hasText: 'subscribe' })
    await expect.poll(() => rows.count()).toBe(3)
    receiver.answer(() => 'success')
    await rows.first().click()
    await page.getByText('<Event><![CDATA[subscribe]]></Event>').waitFor()
    await page.getByText('All tries of this message').waitFor()
    await stories.shoot(page, 'en-push')
    await page.getByRole('button', { name: 'Send again' }).click()
    await page.locator('[data-test=rows] button', { hasText: 'replay' }).getByText('accepted').waitFor()
    await receiver.close()
  })

  test('a code that waits is scanned, and the account is followed there', async () => {
    const { appid } = readAccount('2')
    const { sim } = stories
    const body = {
      action_name: 'QR_STR_SCENE',
      action_info: { scene: { scene_str: 'door' } },
      expire_seconds: 600,
    }
    await callAccount(sim, '/cgi-bin/qrcode/create', { number: '2', body })
    const { page } = await stories.openPage()
    await personIs(page, 'alice')
    await page.locator('[data-screen=scan]').click()
    await page.getByRole('img', { name: 'QR code of Demo Bookshop' }).waitFor()
    await stories.shoot(page, 'en-scan')
    await page.locator('li', { hasText: 'scene door' }).getByRole('button', { name: 'Scan' }).click()
    await page.locator('[data-test=sheet]', { hasText: 'Follow Demo Bookshop' }).waitFor()
    await page.getByRole('button', { name: 'Allow', exact: true }).click()
    await page.locator('[data-test=result]', { hasText: 'chat' }).waitFor()
    expect((await sim.state()).people.find(({ id }) => id === 'alice')?.follows).toEqual([appid])
  })
})
