import type { MutantList } from './mutant.ts'

const verify = 'packages/gateway/src/direct/verify.ts'
const site = 'packages/gateway/src/direct/site.ts'
const finish = 'packages/gateway/src/direct/finish.ts'
const siteSession = 'packages/gateway/src/record/site-session.ts'
const code = 'packages/gateway/src/direct/code.ts'
const visitor = 'packages/gateway/src/direct/visitor.ts'

const asking = 'e2e/door/verify.test.ts'
const session = 'e2e/door/site-session.test.ts'
const program = 'e2e/door/code.test.ts'

const oneBrowser = 'the code ends the sign-in of one browser, as often as it loads within a minute'
const anotherHost = 'code and session are worth nothing at another host of the same client'
const noCode = 'what is no code, no account of a program or no client is refused before WeChat is asked'

/** The defences of forward authentication, and of the endpoint for programs. */
export const door: MutantList = {
  name: 'door',
  about: 'forward authentication, sessions at other hosts, and codes that programs bring',
  mutants: [
    {
      name: 'A host that no client protects hears of nobody',
      file: site,
      from: 'return protects === true && returnUrls.some((url) => new URL(url).origin === origin)',
      to: 'return protects === true && returnUrls.length > 0',
      story: { file: asking, test: 'a host that no client protects is 403 with what to do' },
    },
    {
      name: 'A client without protects is asked for by no proxy',
      file: site,
      from: 'return protects === true && ',
      to: 'return ',
      story: {
        file: session,
        test: 'ends when another person takes the seat, when the client stops protecting',
      },
    },
    {
      name: 'Two hosts in one header are none',
      file: site,
      from: '!/^[A-Za-z0-9.:[\\]-]+$/.test(host) || ',
      to: '',
      story: { file: asking, test: 'a host that no client protects is 403 with what to do' },
    },
    {
      name: 'A path in place of a whole address keeps its host',
      file: site,
      from: 'const url = origin === undefined ? null : URL.parse(',
      to: 'const url = origin === undefined ? null : URL.parse(path, origin) ?? URL.parse(',
      story: { file: asking, test: 'a sign-in never returns elsewhere than to a return URL of the client' },
    },
    {
      name: 'A sign-in returns to return URLs of the client alone',
      file: site,
      from: 'isCarried(url) ? findReturnUrl(client, url.href) : undefined',
      to: 'isCarried(url) ? url.href : undefined',
      story: { file: asking, test: 'a sign-in never returns elsewhere than to a return URL of the client' },
    },
    {
      name: 'The gateway’s own cookie counts at its own host alone',
      file: verify,
      from: 'if (isOwn || readBearer(request) !== undefined) {',
      to: "if (isOwn || request.headers.cookie?.includes('_session=')) {",
      story: { file: session, test: 'is of one host, one client and one cookie' },
    },
    {
      name: 'A script of a page is not sent to WeChat',
      file: verify,
      from: "return mode === 'navigate' && (",
      to: 'return mode !== undefined && (',
      story: { file: asking, test: 'only a page that a browser loads is redirected' },
    },
    {
      name: 'The finish path is never asked about',
      file: verify,
      from: 'if (page.url.pathname === finishPath) return refuseFinish(context, request, reply)\n',
      to: '',
      story: { file: asking, test: 'a proxy that asks about the finish path itself is told to hand it on' },
    },
    {
      name: 'A session at a host is of one client',
      file: verify,
      from: 'grant?.client === client.id && client',
      to: 'grant && client',
      story: { file: session, test: 'is of one host, one client and one cookie' },
    },
    {
      name: 'An account that was taken away says nothing to a proxy',
      file: verify,
      from: ' && client.appids.includes(grant.appid) ? grant',
      to: ' ? grant',
      story: { file: session, test: 'an account that was taken away from the client says nothing more' },
    },
    {
      name: 'A session at a host is of that host',
      file: siteSession,
      from: 'session?.origin === origin ? await',
      to: 'session ? await',
      story: { file: session, test: anotherHost },
    },
    {
      name: 'A finish code is for one host',
      file: siteSession,
      from: 'finish.origin !== origin || ',
      to: '',
      story: { file: session, test: anotherHost },
    },
    {
      name: 'A finish code is for the browser that began',
      file: siteSession,
      from: 'secrets.find((one) => digestBegin(one) === finish?.begin)',
      to: "secrets[0] ?? 'any'",
      story: { file: session, test: oneBrowser },
    },
    {
      name: 'A finish code is over after a minute',
      file: siteSession,
      from: 'const codeMs = 60_000',
      to: 'const codeMs = 600_000',
      story: { file: session, test: oneBrowser },
    },
    {
      name: 'A finish code ends with the sessions that it is of',
      file: siteSession,
      from: 'const options = { expiresAt: now() + codeMs, owner: buildFamilyOwner(family) }',
      to: 'const options = { expiresAt: now() + codeMs }',
      story: { file: session, test: 'the code signs nobody in after they have signed out' },
    },
    {
      name: 'The finish path begins nothing at another host',
      file: finish,
      from: 'if (returnUrl === undefined || new URL(returnUrl).origin !== origin)',
      to: 'if (returnUrl === undefined)',
      story: { file: session, test: 'the finish path refuses what nobody began, and leads nowhere else' },
    },
    {
      name: 'A code of a web page is not taken from a program',
      file: code,
      from: "if (application?.kind === 'miniprogram' || application?.kind === 'app')",
      to: 'if (application)',
      story: { file: program, test: noCode },
    },
    {
      name: 'A program uses accounts of its client alone',
      file: code,
      from: 'client.appids.includes(appid) ? await',
      to: 'appid ? await',
      story: { file: program, test: noCode },
    },
    {
      name: 'A text without the shape of a code is not sent to WeChat by a program either',
      file: code,
      from: 'code: z.string().refine(isCode)',
      to: 'code: z.string()',
      story: { file: program, test: noCode },
    },
    {
      name: 'Wrong codes of programs are counted',
      file: 'packages/gateway/src/direct/code-refusal.ts',
      from: 'if (errcode === 40029) way.limits.countFailure(buildAsk(context, request))\n',
      to: '',
      story: {
        file: 'packages/gateway/src/direct/code.test.ts',
        test: 'after two hundred wrong codes of one network the next is refused',
      },
    },
    {
      name: 'A broken connection at a program’s code is tried once more',
      file: 'packages/gateway/src/direct/app-identity.ts',
      from: "if (error instanceof WeChatError && error.code === 'wire_unreachable')\n      return await exchange(context, bringing)\n",
      to: '',
      story: { file: program, test: 'a connection that broke is tried once more' },
    },
    {
      name: 'A bearer that is over is nobody',
      file: visitor,
      from: 'return session && { id, session }',
      to: 'return session ? { id, session } : way.findSession(buildAsk(context, request))',
      story: { file: program, test: 'a bearer that is over is nobody, whatever cookie stands beside it' },
    },
  ],
}
