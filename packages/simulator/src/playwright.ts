import type { OpenInput } from './control/phone-open.ts'
import { ANSWER_COOKIE } from './open/scripted-answer.ts'
import { connectSimulator, type SimulatorControl, startSimulator } from './test-kit.ts'

/** What the fixture needs of Playwright's page; any version that has these will do. */
export interface WeChatPage {
  context(): {
    addCookies(cookies: { name: string; value: string; url: string }[]): Promise<unknown>
  }
}

/** WeChat for one test of a page. */
export interface WeChatFixture {
  /** The simulator's whole API. */
  simulator: SimulatorControl
  /**
   * From now on this browser's WeChat pages are answered by this person's phone, without a click: allowed unless
   * `decision` says otherwise. Call it again to hand the browser to somebody else.
   */
  signInAs(
    page: WeChatPage,
    person: string,
    answer?: Pick<OpenInput, 'decision' | 'snapshot' | 'entry'>,
  ): Promise<void>
  fault: SimulatorControl['fault']
  advance: SimulatorControl['advance']
  expectPush: SimulatorControl['expectPush']
}

/** The fixture on a simulator that runs already, that of `wxgate dev` for example. */
export function connectWeChat(url: string): WeChatFixture {
  const simulator = connectSimulator(url)
  return {
    simulator,
    fault: simulator.fault,
    advance: simulator.advance,
    expectPush: simulator.expectPush,
    async signInAs(page, person, answer = {}) {
      const fields = new URLSearchParams({ person })
      for (const [name, field] of Object.entries(answer)) fields.set(name, String(field))
      const value = fields.toString()
      await page.context().addCookies([{ name: ANSWER_COOKIE, value, url }])
    },
  }
}

/** The option of Playwright's own that the fixture names, since it has to name something. */
type NamedOption = { baseURL?: string | undefined }

/**
 * A fixture for `test.extend({ wechat: wechatFixture() })` of Playwright's test runner: a simulator of its own
 * for every test, or the one at `url`. Needs no import of Playwright, so no version of it either.
 */
export function wechatFixture(options: { url?: string } = {}) {
  // Playwright reads the text of this function: the first parameter must be taken apart, by names it knows.
  return async (
    { baseURL: _ }: NamedOption,
    use: (wechat: WeChatFixture) => Promise<void>,
  ): Promise<void> => {
    if (options.url !== undefined) {
      await use(connectWeChat(options.url))
      return
    }
    const simulator = await startSimulator()
    await use(connectWeChat(simulator.url))
    await simulator.close()
  }
}
