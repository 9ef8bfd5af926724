import type { MutantList } from '../mutant.ts'

const session = 'packages/gateway/src/login/session.ts'
const direct = 'packages/gateway/src/direct/session.ts'
const oidc = 'packages/gateway/src/oidc/session.ts'
const person = 'packages/gateway/src/record/person.ts'
const persons = 'packages/gateway/src/record/person.test.ts'
const seat = 'e2e/seat/seat.test.ts'
const audit = 'e2e/seat/audit.test.ts'
const oidcSession = 'e2e/oidc-session.test.ts'

export const gateway: MutantList = {
  name: 'way/gateway',
  about: 'seats, grants, people and audit lines of the gateway, and which page may read them',
  mutants: [
    {
      name: 'The grants of a seat end when somebody else takes it',
      file: session,
      from: 'if (former && former.personId !== seat.personId) await grants.dropOfSeat(family, { appid, ...former })',
      to: '',
      story: {
        file: seat,
        test: 'another person at one account takes that seat and what was granted through it, and nothing else',
      },
    },
    {
      name: 'The grants of another seat stay',
      file: 'packages/gateway/src/record/grant.ts',
      from: 'return grant.appid === appid && grant.personId === personId',
      to: 'return true',
      story: {
        file: seat,
        test: 'another person at one account takes that seat and what was granted through it, and nothing else',
      },
    },
    {
      name: 'A grant is of one person',
      file: 'packages/gateway/src/record/grant.ts',
      from: '${family} ${client} ${appid} ${personId}',
      to: '${family} ${client} ${appid}',
      story: { file: audit, test: 'two people in two tabs of one browser are granted each for themselves' },
    },
    {
      name: 'A client hears of nobody whom it was not granted',
      file: direct,
      from: 'return (await grants.findId(family, grant)) === undefined ? undefined : grant',
      to: 'return grant',
      story: { file: seat, test: 'a client does not hear of the person who has taken the seat since' },
    },
    {
      name: 'A page asks for its own clients alone',
      file: direct,
      from: 'return asking.length === 0 || isOwn || asking.some(({ id }) => id === named) ? client : undefined',
      to: 'return client',
      story: { file: seat, test: 'a page of each client hears of its own seat' },
    },
    {
      name: 'A client hears of seats at its own accounts alone',
      file: direct,
      from: 'return appids.flatMap(',
      to: 'return [...appids, ...Object.keys(seats)].flatMap(',
      story: { file: seat, test: 'seats name only accounts that the asking client may use' },
    },
    {
      name: 'A page of no client reads no session',
      file: direct,
      from: 'if (asking.length > 0) allowCredentials(reply, String(origin))',
      to: 'if (origin !== undefined) allowCredentials(reply, origin)',
      story: {
        file: 'e2e/direct.test.ts',
        test: 'the session may be read by pages of the client, and by no other page',
      },
    },
    {
      name: 'An account that a client may not use is refused',
      file: 'packages/gateway/src/direct/login.ts',
      from: "if (typeof appid !== 'string' || !client.appids.includes(appid)) return undefined",
      to: "if (typeof appid !== 'string') return undefined",
      story: {
        file: 'e2e/direct.test.ts',
        test: 'a wrong client, place or account is a page that says what to do, and no redirect',
      },
    },
    {
      name: 'Person, session and audit lines are written whole or not at all',
      file: session,
      from: '  await context.together(async (records) => {\n    const { personId }',
      to: '  await ((step: (records: Records) => Promise<void>) => step(context))(async (records) => {\n    const { personId }',
      story: {
        file: audit,
        test: 'a sign-in whose session cannot be kept leaves no person and no audit line',
      },
    },
    {
      name: 'A sign-in is an audit line',
      file: session,
      from: "await audit.write({ event: 'login.signed_in', client, appid, personId, requestId })",
      to: '',
      story: { file: audit, test: 'every sign-in and every first grant is an audit line' },
    },
    {
      name: 'A grant that is known is no audit line',
      file: session,
      from: "if (opened) await audit.write({ event: 'login.granted'",
      to: "await audit.write({ event: 'login.granted'",
      story: { file: audit, test: 'every sign-in and every first grant is an audit line' },
    },
    {
      name: 'Two people in one answer of WeChat’s are an audit line',
      file: 'packages/gateway/src/login/host.ts',
      from: "if (code === 'login_identity_mismatch')",
      to: "if (code === 'wire_answer')",
      story: { file: audit, test: 'two people in one answer of WeChat’s are an audit line' },
    },
    {
      name: 'Two known people are never made one',
      file: person,
      from: 'const personId = byOpenid ?? byUnionid ??',
      to: 'const personId = byUnionid ?? byOpenid ??',
      story: { file: persons, test: 'two known people are never merged' },
    },
    {
      name: 'A unionid is of one open-platform account',
      file: person,
      from: "return `open:${openPlatform ?? ''}`",
      to: "return 'open:'",
      story: {
        file: persons,
        test: 'a unionid joins accounts of one open-platform account, and of no other',
      },
    },
    {
      name: 'A unionid without its open-platform account joins nobody',
      file: person,
      from: 'return openPlatform && unionid ?',
      to: 'return unionid ?',
      story: {
        file: persons,
        test: 'a unionid joins accounts of one open-platform account, and of no other',
      },
    },
    {
      name: 'An openid is of one account where somebody is bound by it',
      file: person,
      from: "    .where('realm', '=', realm)\n",
      to: '',
      story: { file: persons, test: 'an openid means nothing at another account, and case matters' },
    },
    {
      name: 'An openid is of one account where somebody is looked up by it',
      file: person,
      from: "        .where('realm', '=', appid)\n        .where('wechat_id', '=', openid)",
      to: "        .where('wechat_id', '=', openid)",
      story: { file: persons, test: 'an openid means nothing at another account, and case matters' },
    },
    {
      name: 'The time since a sign-in goes by the gateway’s clock',
      file: oidc,
      from: "Object.defineProperty(derived, 'past', { value: past })",
      to: 'past(0)',
      story: { file: seat, test: 'max_age goes by the gateway’s clock' },
    },
    {
      name: 'A request is about the seat at the account that it names',
      file: oidc,
      from: "return query.get('application') ?? client?.appids[0] ?? ''",
      to: "return client?.appids[0] ?? ''",
      story: {
        file: seat,
        test: 'another person at one account takes that seat and what was granted through it, and nothing else',
      },
    },
    {
      name: 'An interaction belongs to the browser that began it',
      file: 'packages/gateway/src/oidc/interaction.ts',
      from: 'if (!(await isOwnInteraction(provider, request, reply)))',
      to: "if (uid === '')",
      story: {
        file: oidcSession,
        test: 'a browser that lost its cookies on the way to the sign-in is told so',
      },
    },
    {
      name: 'Signing out by OpenID Connect ends the gateway’s session',
      file: 'packages/gateway/src/oidc/logout.ts',
      from: 'await endSession(login.context, found.session)',
      to: '',
      story: {
        file: oidcSession,
        test: 'signing out by OpenID Connect ends the session wherever its cookie is',
      },
    },
    {
      name: 'Links of OpenID Connect come from the public URL',
      file: 'packages/gateway/src/oidc/mount.ts',
      from: "raw.headers['x-forwarded-host'] = host",
      to: '',
      story: { file: 'e2e/oidc.test.ts', test: 'whatever Host says, links come from the public URL' },
    },
    {
      name: 'A request of OpenID Connect names an account that its client may use',
      file: 'packages/gateway/src/oidc/provider.ts',
      from: 'const allowed = client?.appids.includes(appid) && (await applications.find(appid))',
      to: 'const allowed = client && (await applications.find(appid))',
      story: {
        file: 'e2e/oidc.test.ts',
        test: 'the application parameter chooses the account, and one that is not allowed is refused',
      },
    },
    {
      name: 'A browser that keeps no cookie is not sent round',
      file: 'packages/wechat/src/way/way.ts',
      from: 'if (trip && (await findCurrent(kit, ask)) !== undefined)',
      to: 'if (trip)',
      story: {
        file: seat,
        test: 'a browser that did not keep the session’s cookie is told so, and goes no further',
      },
    },
  ],
}
