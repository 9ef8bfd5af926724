import type { MutantList } from '../mutant.ts'

const limits = 'packages/wechat/src/way/limit.ts'
const returns = 'packages/gateway/src/direct/return-url.ts'
const returnTest = 'packages/gateway/src/direct/return-url.test.ts'
const limitTest = 'packages/wechat/src/way/limit.test.ts'
const flood = 'e2e/way/flood.test.ts'
const returnTo = { file: flood, test: 'a place to return to of more than two kilobytes keeps nothing of it' }
const sixty = 'a browser begins sixty sign-ins in ten minutes; the one under way goes on'

export const limit: MutantList = {
  name: 'way/limit',
  about: 'where a sign-in may end, how much it may carry, and how many there may be',
  mutants: [
    {
      name: 'A sign-in at a site with the library ends at that site',
      file: 'packages/wechat/src/web/return-path.ts',
      from: "return url?.origin === origin ? `${url.pathname}${url.search}${url.hash}` : '/'",
      to: "return url ? url.href : '/'",
      story: { file: 'packages/wechat/src/web/return-path.test.ts', test: 'never leads to another site' },
    },
    {
      name: 'A sign-in at the gateway ends at an origin of its client',
      file: returns,
      from: 'if (url.origin !== registered.origin) return false\n',
      to: '',
      story: { file: returnTest, test: 'a place that is not registered is refused' },
    },
    {
      name: 'A sign-in at the gateway ends below a registered path',
      file: returns,
      from: 'url.pathname.startsWith(folder)',
      to: 'url.pathname.startsWith(registered.pathname)',
      story: { file: returnTest, test: 'a place that is not registered is refused' },
    },
    {
      name: 'A place to return to has neither name nor password',
      file: returns,
      from: ' || url.username || url.password',
      to: '',
      story: { file: returnTest, test: 'a place that is not registered is refused' },
    },
    {
      name: 'The address that is returned to is the one that was compared',
      file: returns,
      from: '? url.href : undefined',
      to: '? String(wanted) : undefined',
      story: {
        file: returnTest,
        test: 'what lies below a registered URL is accepted, as a browser would write it',
      },
    },
    {
      name: 'The language switch goes back to a page of ours',
      file: 'packages/wechat/src/way/way.ts',
      from: 'from?.origin === host.origin ? from.href',
      to: 'from !== null ? from.href',
      story: {
        file: 'e2e/way/difference.test.ts',
        test: 'the language goes by weights, and is chosen on the page',
      },
    },
    {
      name: 'A place to return to at the gateway has 2,048 characters at most',
      file: 'packages/gateway/src/direct/return-url.ts',
      from: 'const longestReturnUrl = 2048',
      to: 'const longestReturnUrl = 20_480',
      story: returnTo,
    },
    {
      name: 'A path to return to at a site has 2,000 characters at most',
      file: 'packages/wechat/src/web/return-path.ts',
      from: 'const mostCharacters = 2000',
      to: 'const mostCharacters = 20_000',
      story: returnTo,
    },
    {
      name: 'A visit has 4,096 bytes at most',
      file: 'packages/wechat/src/way/admission.ts',
      from: 'const mostVisitBytes = 4096',
      to: 'const mostVisitBytes = 40_960',
      story: {
        file: 'e2e/way/own-host.test.ts',
        test: 'a visit of more than 4,096 bytes is refused before anything is kept',
      },
    },
    {
      name: 'An authorization request has 4,096 characters at most',
      file: 'packages/gateway/src/oidc/mount.ts',
      from: 'const longestQuery = 4096',
      to: 'const longestQuery = 40_960',
      story: {
        file: 'e2e/oidc.test.ts',
        test: 'a request of unreasonable length is refused before it is kept',
      },
    },
    {
      name: 'A browser begins sixty sign-ins in ten minutes',
      file: limits,
      from: 'const mostOfBrowser = 60\n',
      to: 'const mostOfBrowser = 600\n',
      story: { file: flood, test: sixty },
    },
    {
      name: 'A new sign-in is counted before anything of it is kept',
      file: 'packages/wechat/src/way/start.ts',
      from: 'keeping.has(step) ? await admit(kit, ask, wanted) : { trip: wanted }',
      to: '{ trip: wanted }',
      story: { file: flood, test: sixty },
    },
    {
      name: 'A page that asks for the profile is counted',
      file: 'packages/wechat/src/way/way.ts',
      from: "const admitted = await admit(kit, ask, createTrip(kit, visit))\n      return 'refused' in admitted",
      to: 'const admitted = { trip: createTrip(kit, visit), refused: undefined as never }\n      return admitted.refused',
      story: {
        file: flood,
        test: 'a browser that is signed in asks for the profile as often, and no oftener',
      },
    },
    {
      name: 'A profile that is asked for once more is counted',
      file: 'packages/wechat/src/way/restart.ts',
      from: "return 'refused' in admitted ? admitted.refused : await depart(kit, ask, admitted.trip, passage)",
      to: 'return await depart(kit, ask, anew, passage)',
      story: { file: flood, test: 'a button that asks for the profile once more counts as a sign-in' },
    },
    {
      name: 'A sign-in without the cookie of its request is counted at the gateway',
      file: 'packages/wechat/src/way/way.ts',
      from: "if ('refused' in admitted) return admitted.refused\n  const { state, cookies } = await begin(kit, ask, admitted.trip,",
      to: 'const { state, cookies } = await begin(kit, ask, createTrip(kit, visit),',
      story: { file: 'e2e/oidc-session.test.ts', test: 'requests that lost their cookie are counted' },
    },
    {
      name: 'A block of addresses begins three thousand sign-ins in ten minutes',
      file: limits,
      from: 'isFull(readBlock(address), mostOfBlock)',
      to: 'isFull(readBlock(address), Infinity)',
      story: { file: limitTest, test: 'a block of addresses begins three thousand' },
    },
    {
      name: 'A block is counted as a block, and not by its addresses',
      file: limits,
      from: '`${one}.${two}.${three}.0/24`',
      to: 'address',
      story: { file: 'e2e/way/block.test.ts', test: 'two hundred made-up codes of a block of addresses' },
    },
    {
      name: 'A code that WeChat does not know is counted',
      file: 'packages/wechat/src/way/arrive.ts',
      from: 'if (error.errcode === 40029) kit.limits.countFailure(ask)',
      to: '',
      story: { file: 'e2e/way/block.test.ts', test: 'two hundred made-up codes of a block of addresses' },
    },
    {
      name: 'Two hundred codes that WeChat does not know end the codes of a block',
      file: 'packages/wechat/src/way/arrive.ts',
      from: 'const wait = codes[0] ? kit.limits.checkFailures(ask) : undefined',
      to: 'const wait = undefined',
      story: { file: 'e2e/way/block.test.ts', test: 'two hundred made-up codes of a block of addresses' },
    },
    {
      name: 'Browsers without a cookie fill sixteen megabytes',
      file: limits,
      from: 'browserId === undefined && strangerBytes + measureRow(bytes) > mostStrangerBytes',
      to: 'false',
      story: { file: limitTest, test: 'browsers without a cookie fill sixteen megabytes' },
    },
    {
      name: 'A sign-in that came back gives its room to the next',
      file: 'packages/wechat/src/way/arrive.ts',
      from: 'if (begun.stranger !== undefined) kit.limits.endRow(begun.stranger)\n',
      to: '',
      story: {
        file: 'e2e/way/own-host.test.ts',
        test: 'one that comes back from WeChat gives its own back',
      },
    },
    {
      name: 'An authorization request of a stranger takes room',
      file: 'packages/gateway/src/oidc/provider.ts',
      from: 'login.way.countRow({ header }, JSON.stringify(interaction.params).length)\n',
      to: '',
      story: {
        file: 'e2e/oidc-session.test.ts',
        test: 'requests of browsers without a cookie fill sixteen megabytes',
      },
    },
  ],
}
