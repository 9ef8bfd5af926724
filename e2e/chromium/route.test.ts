import { connectWeChat } from '@wxgate/simulator/playwright'
import { describe, expect, test } from 'vitest'
import type { Place } from '../../packages/wechat/src/way/place.ts'
import type { Step } from '../../packages/wechat/src/way/route.ts'
import {
  accounts,
  executablePath,
  looks,
  openPhone,
  openStage,
  readLink,
  readNumber,
  type Screen,
  type Stage,
  typeNumber,
} from './stage.ts'

type Account = keyof typeof accounts

/** The page that a browser at each place gets for each kind of account. */
const rows: Record<Place, Record<Account, Step>> = {
  wechat: { service: 'authorize', test: 'authorize', website: 'computer', 'mini-program': 'mini-program' },
  'wechat-desktop': {
    service: 'authorize',
    test: 'authorize',
    website: 'qr',
    'mini-program': 'mini-program',
  },
  wecom: { service: 'card', test: 'card', website: 'computer', 'mini-program': 'mini-program' },
  'wecom-desktop': { service: 'code', test: 'code', website: 'qr', 'mini-program': 'mini-program' },
  'mini-program': { service: 'card', test: 'card', website: 'computer', 'mini-program': 'mini-program' },
  phone: { service: 'card', test: 'card', website: 'computer', 'mini-program': 'mini-program' },
  desktop: { service: 'code', test: 'code', website: 'qr', 'mini-program': 'mini-program' },
  crawler: { service: 'plain', test: 'plain', website: 'plain', 'mini-program': 'plain' },
}

/** Each story in another look, so that all of them come up at every place. */
const stories = (Object.keys(rows) as Place[]).flatMap((place) =>
  (Object.keys(accounts) as Account[]).map((account, at) => ({
    place,
    account,
    step: rows[place][account],
    look: looks[at % looks.length] ?? { locale: 'en-US', colorScheme: 'light' },
  })),
)

/** The person of the stories follows the test account, which lets nobody else in. */
const person = 'lihua'

describe.skipIf(!executablePath)('the routing table in a real Chromium', () => {
  const stage = openStage()

  test.each(stories)('$place with a $account account: $step', async ({ place, account, step, look }) => {
    const screen = await stage.open(place, look)
    await tellStory[step]({ stage, screen, account })
    expect(screen.complaints).toEqual([])
  })

  test.each(looks)('every page of the table, $locale $colorScheme', async (look) => {
    const phone = await stage.open('phone', look)
    await phone.page.goto(stage.start('website'))
    await phone.see('login_computer')
    await phone.page.goto(stage.start('mini-program'))
    await phone.see('login_mini_program')
    await phone.page.goto(stage.start('service'))
    await phone.see('login_place')
    const desktop = await stage.open('desktop', look)
    await desktop.page.goto(stage.start('mini-program'))
    await desktop.see('login_mini_program')
    await desktop.page.goto(stage.start('service'))
    await desktop.see('handoff_scan')
    await desktop.page.goto(await readLink(desktop))
    await desktop.see('login_place', 'login_place-opened')
    const crawler = await stage.open('crawler', look)
    await crawler.page.goto(stage.start('service'))
    await crawler.see('login_plain')
  })
})

interface Story {
  stage: Stage
  screen: Screen
  account: Account
}

const tellStory: Record<Step, (story: Story) => Promise<void>> = {
  async authorize(story) {
    const { stage, screen, account } = story
    const pages: string[] = []
    screen.page.on('response', (response) => {
      if (response.status() === 200 && response.url().startsWith(stage.town.gateway))
        pages.push(response.url())
    })
    await connectWeChat(stage.town.simulator).signInAs(screen.page, person)
    await screen.page.goto(stage.start(account))
    await expectSignedIn(story)
    expect(pages).toEqual([])
  },

  async qr(story) {
    const { stage, screen, account } = story
    await screen.page.goto(stage.start(account))
    const picture = screen.page.locator('img[src*="/connect/qrcode/"]')
    const uuid = (await picture.getAttribute('src'))?.split('/').at(-1) ?? ''
    await stage.town.control.scan({ person, uuid })
    await expectSignedIn(story)
  },

  async code(story) {
    const { stage, screen, account } = story
    await screen.page.goto(stage.start(account))
    await screen.see('handoff_scan')
    const { width = 0 } = (await screen.page.locator('.qr svg').boundingBox()) ?? {}
    expect(width).toBeGreaterThanOrEqual(200)
    await approve(story)
  },

  async card(story) {
    const { stage, screen, account } = story
    await screen.page.goto(stage.start(account))
    await screen.see('login_place')
    // A phone cannot scan its own screen.
    expect(await screen.page.locator('.qr').count()).toBe(0)
    expect(await screen.page.locator('#copy').isVisible()).toBe(true)
    await approve(story)
  },

  computer: (story) => expectElsewhere(story, 'login_computer'),
  'mini-program': (story) => expectElsewhere(story, 'login_mini_program'),
  plain: (story) => expectWords(story, 'login_plain'),
}

/** A phone opens what the waiting page shows and approves; the waiting page goes on by itself. */
async function approve(story: Story): Promise<void> {
  const { stage, screen } = story
  const phone = await openPhone(stage, screen.look, person)
  await phone.page.goto(await readLink(screen))
  await typeNumber(phone, await readNumber(screen))
  await expectSignedIn(story)
}

/** The browser is where it wanted to go, with nothing added, and known there as the person. */
async function expectSignedIn({ stage, screen, account }: Story): Promise<void> {
  const { town, end } = stage
  await screen.page.waitForURL((url) => url.origin === town.app)
  expect(screen.page.url()).toBe(end)
  const { appid, openid } = await (await screen.context.request.get(`${town.gateway}/session`)).json()
  const { people } = await town.control.state()
  const { openids = {} } = people.find(({ id }) => id === person) ?? {}
  expect([appid, openid]).toEqual([accounts[account], openids[accounts[account]]])
}

/** A page that says where the sign-in works. It begins none: there is no form, no code, and nothing is kept. */
async function expectWords(
  { stage, screen, account }: Story,
  code: Parameters<Screen['see']>[0],
): Promise<void> {
  await screen.page.goto(stage.start(account))
  await screen.see(code)
  expect(await screen.page.locator('form, .qr, script, a[href*="/handoff/"]').count()).toBe(0)
  expect(await screen.context.cookies()).toEqual([])
}

/** The sign-in works elsewhere; here there is a way back to where the visitor came from. */
async function expectElsewhere(story: Story, code: Parameters<Screen['see']>[0]): Promise<void> {
  await expectWords(story, code)
  await story.screen.page.locator('a.button').click()
  await story.screen.page.waitForURL(story.stage.end)
}
