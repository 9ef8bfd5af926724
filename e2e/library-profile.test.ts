import { expect, test } from 'vitest'
import { Browser, startTown, visitWeChat } from './library-visitor.ts'

test('a profile that a page must have is not declined, by a form of one’s own either', async () => {
  const { sim, login } = await startTown()
  const browser = new Browser(login, 'wechat', { profile: true })
  await browser.ask(await visitWeChat(sim, await browser.ask('/me')))
  const why = await (await browser.ask('/me')).text()
  const declined = await browser.send(why, { decision: 'decline' })
  expect([declined.status, (await declined.text()).includes('login_declined')]).toEqual([400, true])
  expect(await (await browser.ask('/me')).text()).toContain('May we see your profile?')
})
