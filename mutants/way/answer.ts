import type { MutantList } from '../mutant.ts'

const arrive = 'packages/wechat/src/way/arrive.ts'
const identity = 'packages/wechat/src/login/identity.ts'
const oauth = 'packages/wechat/src/api/oauth.ts'
const difference = 'e2e/way/difference.test.ts'

export const answer: MutantList = {
  name: 'way/answer',
  about: 'what the redirect brings and what WeChat says of the visitor',
  mutants: [
    {
      name: 'A text without the shape of a code is never sent to WeChat',
      file: arrive,
      from: 'if (codes.length > 1 || codes.some(isUnreadable))',
      to: 'if (codes.length > 1)',
      story: {
        file: 'e2e/way/flood.test.ts',
        test: 'codes without the shape of WeChat’s make no call to WeChat',
      },
    },
    {
      name: 'A code that comes twice counts as damaged',
      file: arrive,
      from: 'if (codes.length > 1 || codes.some(isUnreadable))',
      to: 'if (codes.some(isUnreadable))',
      story: { file: difference, test: 'is told as that, is never sent to WeChat, and changes nothing' },
    },
    {
      name: 'A profile and a grant of different people sign nobody in',
      file: identity,
      from: '  checkSamePerson(grant, profile)\n',
      to: '',
      story: {
        file: difference,
        test: 'profile and grant of different people are 502, and nobody is signed in',
      },
    },
    {
      name: 'A virtual visitor of the snapshot page is nobody',
      file: identity,
      from: "if (grant.snapshot) return { kind: 'snapshot', appid }",
      to: '',
      story: { file: difference, test: 'the snapshot page explains the button' },
    },
    {
      name: 'A connection that broke is tried once more',
      file: arrive,
      from: "if (error instanceof WeChatError && error.code === 'wire_unreachable')\n      return await identify(account, options)\n",
      to: '',
      story: { file: difference, test: 'a connection that breaks before WeChat acted is tried once more' },
    },
    {
      name: 'A code that was used up begins the sign-in anew',
      file: arrive,
      from: 'new Set([40029, 40163, 42003])',
      to: 'new Set()',
      story: { file: difference, test: 'an answer that is lost after WeChat used up the code begins anew' },
    },
    {
      name: 'A sign-in begins anew by itself once and no more',
      file: arrive,
      from: 'trip.restarts > 0',
      to: 'trip.restarts > 1',
      story: { file: difference, test: 'a connection that breaks every time begins anew once' },
    },
    {
      name: 'A sign-in that failed halfway is never finished a second time',
      file: 'packages/wechat/src/login/callback.ts',
      from: "await saveEnd(options, record, { phase: 'failed', failure }).catch(() => undefined)",
      to: "await saveEnd(options, record, { phase: 'open' }).catch(() => undefined)",
      story: { file: difference, test: 'an attempt that is stuck is 503 with a time to come back' },
    },
    {
      name: 'A profile that a page must have is not declined',
      file: 'packages/wechat/src/way/restart.ts',
      from: "if (visit.profile === 'required') return await sendDeclined(kit, ask, visit, attempt.state)\n",
      to: '',
      story: {
        file: 'e2e/library-profile.test.ts',
        test: 'a profile that a page must have is not declined, by a form of one’s own either',
      },
    },
    {
      name: 'A nickname has 64 characters at most',
      file: oauth,
      from: '.slice(0, 64)',
      to: '',
      story: {
        file: 'packages/wechat/src/api/nickname.test.ts',
        test: 'is kept whole, without control characters',
      },
    },
    {
      name: 'A nickname has no control characters',
      file: oauth,
      from: ".replace(/\\p{Cc}/gu, '')",
      to: '',
      story: {
        file: 'packages/wechat/src/api/nickname.test.ts',
        test: 'is kept whole, without control characters',
      },
    },
    {
      name: 'A picture has an https address',
      file: oauth,
      from: "return isSimulated || text?.startsWith('https://') ? text : undefined",
      to: 'return isSimulated || text ? text : undefined',
      story: { file: 'packages/wechat/src/api/picture.test.ts', test: 'is none' },
    },
    {
      name: 'A picture without TLS is a simulator’s alone',
      file: oauth,
      from: '!isWeChatItself(origins) && /^http',
      to: '/^http',
      story: {
        file: 'packages/wechat/src/api/picture.test.ts',
        test: 'is a simulator’s, and none at WeChat itself',
      },
    },
  ],
}
