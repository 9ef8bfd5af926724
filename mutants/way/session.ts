import type { MutantList } from '../mutant.ts'

const visitor = 'packages/wechat/src/web/visitor.ts'
const gateway = 'packages/gateway/src/login/session.ts'
const sessions = 'packages/gateway/src/record/session.ts'
const sessionTest = 'e2e/way/session.test.ts'
const isolation = 'e2e/way/isolation.test.ts'
const seat = 'e2e/seat/seat.test.ts'
const signOut = {
  file: sessionTest,
  test: 'signing out ends the session in every browser that has its cookie',
}
const again = { file: sessionTest, test: 'a new sign-in of a browser ends the session before it' }

export const session: MutantList = {
  name: 'way/session',
  about: 'a session belongs to one browser, one site and one account, and ends',
  mutants: [
    {
      name: 'A session is of one site',
      file: visitor,
      from: "return digestText('SHA-256', `${origin} ${sessionId}`)",
      to: "return digestText('SHA-256', ` ${sessionId}`)",
      story: {
        file: isolation,
        test: 'two sites on one store: the cookie of one opens nothing at the other',
      },
    },
    {
      name: 'A session is of an account of its site',
      file: visitor,
      from: 'return kept && appids.has(kept.visitor.appid) ? kept : undefined',
      to: 'return kept',
      story: { file: isolation, test: 'two accounts at one origin' },
    },
    {
      name: 'The id of a session is made of the secret of its browser',
      file: 'packages/wechat/src/way/kit.ts',
      from: '`session ${what} ${browserId}`',
      to: '`session ${what}`',
      story: { file: 'packages/wechat/src/way/kit.test.ts', test: 'the id of a session is of one browser' },
    },
    {
      name: 'The store of a site holds no id of a session',
      file: visitor,
      from: "return digestText('SHA-256', `${origin} ${sessionId}`)",
      to: 'return Promise.resolve(sessionId)',
      story: {
        file: 'e2e/library-secrecy.test.ts',
        test: 'nothing that a sign-in leaves in the store signs anybody in',
      },
    },
    {
      name: 'The table of the gateway holds no id of a session',
      file: 'packages/gateway/src/record/kept.ts',
      from: "return createHash('sha256').update(key).digest('base64url')",
      to: 'return key',
      story: {
        file: 'packages/gateway/src/record/kept.test.ts',
        test: 'the table holds neither keys nor values as they are',
      },
    },
    {
      name: 'A row of the gateway’s table opens in its own place alone',
      file: 'packages/gateway/src/record/seal.ts',
      from: 'encrypt(current, text, purpose)}`,\n    open: (sealed, purpose) => openWith(ring, sealed, purpose)',
      to: "encrypt(current, text, '')}`,\n    open: (sealed) => openWith(ring, sealed, '')",
      story: {
        file: 'packages/gateway/src/record/kept.test.ts',
        test: 'a row that was moved to another place does not open there',
      },
    },
    {
      name: 'A site ends the session before a new sign-in',
      file: 'packages/wechat/src/web/login-host.ts',
      from: '      await visitors.close(before)\n      await visitors.open(',
      to: '      await visitors.open(',
      story: again,
    },
    {
      name: 'A site ends the session of a computer before the one that a phone approved',
      file: 'packages/wechat/src/web/login-host.ts',
      from: '      await visitors.close(before)\n      await visitors.copy(',
      to: '      await visitors.copy(',
      story: {
        file: 'e2e/way/phone.test.ts',
        test: 'a computer that finishes a second code ends the session of the first',
      },
    },
    {
      name: 'The gateway ends the session before a new sign-in',
      file: gateway,
      from: 'if (own && before !== undefined && before !== id) await sessions.drop(before)',
      to: '',
      story: again,
    },
    {
      name: 'A cookie that was planted brings nothing of its session along',
      file: gateway,
      from: 'const own = previous?.family === family ? previous : undefined',
      to: 'const own = previous',
      story: {
        file: seat,
        test: 'a cookie that was planted brings no seat along, and its owner keeps their session',
      },
    },
    {
      name: 'No link signs anybody out',
      file: 'packages/wechat/src/web/login.ts',
      from: "if (request.method !== 'POST') return buildResponse(refuseMethod('POST'))",
      to: '',
      story: {
        file: 'e2e/library-login.test.ts',
        test: 'signing out ends the session everywhere it was copied to, and only from our own page',
      },
    },
    {
      name: 'Signing out ends the session at a site',
      file: 'packages/wechat/src/web/login.ts',
      from: 'await visitors.close((await way.findSession(ask))?.id)',
      to: '',
      story: signOut,
    },
    {
      name: 'Signing out ends the session at the gateway',
      file: 'packages/gateway/src/direct/logout.ts',
      from: 'if (session) await endSession(context, session)',
      to: '',
      story: signOut,
    },
    {
      name: 'A callback that is loaded again after signing out signs nobody in',
      file: 'packages/wechat/src/way/arrive.ts',
      from: 'if ((await host.sessions.find(id)) !== undefined)',
      to: 'if (id !== "")',
      story: {
        file: 'e2e/way/difference.test.ts',
        test: 'a callback loaded again after signing out is refused',
      },
    },
    {
      name: 'Signing out ends every session of the browser, two tabs’ too',
      file: gateway,
      from: 'family: browser,',
      to: 'family: id,',
      story: {
        file: seat,
        test: 'signing out ends every seat, and two tabs that signed in at once are one family',
      },
    },
    {
      name: 'A session at a site ends after seven days',
      file: visitor,
      from: 'expiresAt: now() + sessionSeconds * 1000 })',
      to: 'expiresAt: now() + sessionSeconds * 2000 })',
      story: { file: sessionTest, test: 'a session ends after seven days' },
    },
    {
      name: 'A session at the gateway ends after seven days',
      file: sessions,
      from: 'return signedInAt + sessionSeconds * 1000',
      to: 'return signedInAt + sessionSeconds * 2000',
      story: { file: sessionTest, test: 'a session ends after seven days' },
    },
    {
      name: 'A seat ends by its own time, whatever other seats its session has',
      file: sessions,
      from: 'readSeatEnd(seat) > now)',
      to: 'readSeatEnd(seat) > 0)',
      story: { file: seat, test: 'a seat ends seven days after its own sign-in, and the other one stays' },
    },
  ],
}
