import { expect, test } from 'vitest'
import { type StoryTown, startTown } from '../town.ts'
import { createVisitor } from '../visitor.ts'
import { agents } from './agent.ts'

const website = 'wx5a4db0c500000005'
const miniProgram = 'wx5a4db0c500000007'

const login = ({ gateway, app }: StoryTown, application: string) =>
  `${gateway}/login/demo?return_to=${app}/&application=${application}`

test('a website application signs a computer in by WeChat’s own QR page, as the same person', async () => {
  const town = await startTown()
  const phone = createVisitor(town.control)
  await phone.go(`${town.gateway}/login/demo?return_to=${town.app}/`)
  const computer = createVisitor(town.control, { agent: agents.desktop })
  const { url } = await computer.go(login(town, website), (next) => next.includes('/connect/qrconnect'))
  const page = await (await fetch(url)).text()
  const uuid = /\/connect\/qrcode\/([\w-]+)/.exec(page)?.[1] ?? ''
  await town.control.scan({ person: 'xiaoming', uuid })
  const polled = await (await fetch(`${town.simulator}/connect/l/qrconnect?uuid=${uuid}`)).text()
  const code = /wx_code='(\w+)'/.exec(polled)?.[1]
  const state = new URL(url).searchParams.get('state')
  const end = await computer.go(`${town.gateway}/wechat/callback/${website}?code=${code}&state=${state}`)
  expect(end.url).toBe(`${town.app}/`)
  const read = async (visitor: typeof phone) =>
    JSON.parse((await visitor.request(`${town.gateway}/session`)).text)
  const [inWeChat, atComputer] = [await read(phone), await read(computer)]
  expect([atComputer.appid, atComputer.nickname]).toEqual([website, '小明'])
  expect(atComputer.subject).toBe(inWeChat.subject)
  expect(atComputer.openid).not.toBe(inWeChat.openid)
})

test.each([
  ['phone', website, 'login_computer'],
  ['wecom', website, 'login_computer'],
  ['wechat', website, 'login_computer'],
  ['desktop', miniProgram, 'login_mini_program'],
  ['wechat', miniProgram, 'login_mini_program'],
] as const)(
  'a browser of the kind %s at %s sees %s, and nothing is kept',
  async (agent, application, code) => {
    const town = await startTown()
    const visitor = createVisitor(town.control, agent === 'wechat' ? {} : { agent: agents[agent] })
    const page = await visitor.request(login(town, application))
    expect([page.status, page.text.includes(code)]).toEqual([200, true])
    expect(visitor.cookies.size).toBe(0)
  },
)

test('/whereami says what was decided for this browser, and why, as a page and as JSON', async () => {
  const { gateway, control } = await startTown()
  const visitor = createVisitor(control, { agent: agents.wecom })
  const page = await visitor.request(`${gateway}/whereami`)
  expect(page.text).toContain('wecom (user-agent)')
  const { text } = await visitor.request(`${gateway}/whereami`, { headers: { accept: 'application/json' } })
  expect(JSON.parse(text)).toMatchObject({
    place: 'wecom',
    reason: 'user-agent',
    userAgent: agents.wecom,
    routes: { wechat: 'card', website: 'computer' },
  })
  visitor.cookies.set('wxgate_pretends', '1')
  expect((await visitor.request(`${gateway}/whereami`)).text).toContain('wechat (pretend-phone)')
})

test('by OpenID Connect a computer signs in through the phone, for its own client', async () => {
  const town = await startTown()
  const computer = createVisitor(town.control, { agent: agents.desktop })
  const page = await computer.go(`${town.app}/sign-in`)
  const link = /href="([^"]*\/handoff\/\w{32})"/.exec(page.text)?.[1] ?? ''
  const number = /<output id="number">(\d\d)</.exec(page.text)?.[1] ?? ''
  const phone = createVisitor(town.control)
  const opened = await phone.go(link, (url) => url.includes('snsapi_userinfo'))
  expect(opened.url).toContain('snsapi_userinfo')
  const back = await phone.go(opened.url, (url) => url === link)
  await phone.request(back.url)
  await phone.request(link, {
    method: 'POST',
    body: new URLSearchParams({ number }),
    headers: { origin: town.gateway },
  })
  const home = await computer.go(`${town.gateway}/login/desktop/${link.slice(-32)}/finish`)
  expect(home.text).toContain('小明')
  expect(home.text).toContain('Follows the account')
})
