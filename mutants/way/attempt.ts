import type { MutantList } from '../mutant.ts'

const taking = 'packages/wechat/src/login/callback.ts'
const starting = 'packages/wechat/src/login/attempt.ts'
const ask = 'packages/wechat/src/way/ask.ts'
const arrive = 'packages/wechat/src/way/arrive.ts'
const callback = 'e2e/way/callback.test.ts'
const difference = 'e2e/way/difference.test.ts'

export const attempt: MutantList = {
  name: 'way/attempt',
  about: 'a state belongs to one browser and one account, works once and not for long',
  mutants: [
    {
      name: 'A state is good in the browser that began it alone',
      file: taking,
      from: 'if (!browserId || !isSameText(await hashBrowserId(browserId), record.browserHash))',
      to: 'if (!browserId)',
      story: {
        file: difference,
        test: 'a callback of another browser starts this browser’s own last attempt',
      },
    },
    {
      name: 'An attempt is taken once, however many callbacks come at once',
      file: taking,
      from: 'if (await store.compareAndSave(attemptKind, state, version, value, { expiresAt }))',
      to: 'await store.save(attemptKind, state, value, { expiresAt })\n    if (version > 0)',
      story: {
        file: 'packages/wechat/src/login/callback.test.ts',
        test: '20 parallel callbacks of one browser run finish once and end at the same outcome',
      },
    },
    {
      name: 'A callback that comes after the first one is not finished again',
      file: taking,
      from: "if (record.phase === 'open')",
      to: "if (record.phase !== 'failed')",
      story: { file: callback, test: 'twelve loads of one callback at once make one exchange' },
    },
    {
      name: 'A callback at the address of another account is refused',
      file: taking,
      from: 'if (record.attempt.appid !== appid)',
      to: 'if (appid === "")',
      story: { file: callback, test: 'a callback at the address of another account is refused' },
    },
    {
      name: 'A callback that is loaded again within a minute ends where the first one ended',
      file: taking,
      from: 'replaySeconds = 60',
      to: 'replaySeconds = 0',
      story: { file: callback, test: 'a callback loaded again within a minute ends where it ended' },
    },
    {
      name: 'A callback that is loaded again after a minute is refused',
      file: taking,
      from: 'replaySeconds = 60',
      to: 'replaySeconds = 600',
      story: { file: callback, test: 'a callback loaded again within a minute ends where it ended' },
    },
    {
      name: 'An attempt ends after ten minutes',
      file: starting,
      from: 'ttlSeconds = 600',
      to: 'ttlSeconds = 6000',
      story: { file: callback, test: 'a sign-in that takes longer than ten minutes is over' },
    },
    {
      name: 'A parameter that comes twice counts as none',
      file: ask,
      from: 'return values.length === 1 ? values[0] : undefined',
      to: 'return values[0]',
      story: { file: callback, test: 'a state that comes twice counts as none' },
    },
    {
      name: 'A callback takes nothing by another method than GET',
      file: arrive,
      from: "if (ask.method !== 'GET') return refuseMethod('GET')",
      to: '',
      story: { file: callback, test: 'a preview that asks by HEAD begins nothing and uses nothing up' },
    },
    {
      name: 'A page that is asked for by HEAD begins no sign-in',
      file: 'packages/wechat/src/web/login.ts',
      from: "if (request.method !== 'GET') return false",
      to: '',
      story: { file: callback, test: 'a preview that asks by HEAD begins nothing and uses nothing up' },
    },
    {
      name: 'The gateway has no addresses for HEAD',
      file: 'packages/gateway/src/app.ts',
      from: 'exposeHeadRoutes: false',
      to: 'exposeHeadRoutes: true',
      story: { file: callback, test: 'a preview that asks by HEAD begins nothing and uses nothing up' },
    },
    {
      name: 'A request that loads no page is not sent to WeChat',
      file: 'packages/wechat/src/web/login.ts',
      from: "if (mode !== null) return mode === 'navigate'",
      to: 'if (mode !== null) return true',
      story: {
        file: 'e2e/library-login.test.ts',
        test: 'a fetch gets 401 with the address of the sign-in, and a planted return address leads home',
      },
    },
    {
      name: 'A refused callback takes over nothing of somebody else’s sign-in',
      file: 'packages/wechat/src/way/refusal.ts',
      from: 'const location = trip && (await host.findStart?.(trip.visit))',
      to: 'const location = trip && trip.visit.resume',
      story: {
        file: difference,
        test: 'a callback of another browser, in a browser that began nothing, leads to the start of the site',
      },
    },
    {
      name: 'An attempt of another site on the same store is none of this one’s',
      file: 'packages/wechat/src/way/kit.ts',
      from: 'isRecord(trip) && trip.origin === host.origin ?',
      to: 'isRecord(trip) ?',
      story: {
        file: 'e2e/way/isolation.test.ts',
        test: 'a handoff of one site cannot be approved at another one on the same store',
      },
    },
    {
      name: 'The store keeps a hash of the browser’s secret',
      file: starting,
      from: "return digestText('SHA-256', browserId)",
      to: 'return Promise.resolve(browserId)',
      story: {
        file: 'e2e/library-secrecy.test.ts',
        test: 'nothing that a sign-in leaves in the store signs anybody in',
      },
    },
  ],
}
