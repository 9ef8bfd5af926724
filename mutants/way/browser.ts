import type { MutantList } from '../mutant.ts'

const form = 'packages/wechat/src/way/form.ts'
const cookie = 'packages/wechat/src/way/cookie.ts'
const page = 'packages/wechat/src/way/page.ts'
const difference = 'e2e/way/difference.test.ts'
const pages = 'e2e/way/page.test.ts'
const framed = { file: pages, test: 'no page can be framed, is kept by anybody, or runs what is not ours' }
const redirected = { file: pages, test: 'what a redirect says is kept by nobody and told to no next page' }

export const browser: MutantList = {
  name: 'way/browser',
  about: 'forms, cookies and pages, and what other sites can do with them',
  mutants: [
    {
      name: 'A form of an older browser comes from our own origin',
      file: form,
      from: "site === undefined ? ask.header('origin') === origin :",
      to: 'site === undefined ? true :',
      story: { file: difference, test: 'is refused on our own pages' },
    },
    {
      name: 'A form comes from the very same origin, whatever its browser calls a site',
      file: form,
      from: "site === 'same-origin'",
      to: "site !== 'cross-site'",
      story: { file: difference, test: 'is refused on our own pages' },
    },
    {
      name: 'A form of another site approves nothing on the phone',
      file: 'packages/wechat/src/way/phone.ts',
      from: 'const form = await readOwnForm(ask, kit.host.origin)',
      to: 'const form = (await readOwnForm(ask, kit.host.origin)) ?? (await ask.readForm())',
      story: { file: 'e2e/way/phone.test.ts', test: 'a page of another site approves nothing on the phone' },
    },
    {
      name: 'Another site signs nobody out at a site with the library',
      file: 'packages/wechat/src/web/login.ts',
      from: 'const form = await readOwnForm(ask, origin)',
      to: 'const form = (await readOwnForm(ask, origin)) ?? new URLSearchParams()',
      story: { file: 'e2e/way/session.test.ts', test: 'a page of another site signs nobody out' },
    },
    {
      name: 'Another site signs nobody out at the gateway',
      file: 'packages/gateway/src/direct/origin.ts',
      from: 'if (origin !== undefined) return origins.includes(origin)',
      to: 'if (origin !== undefined) return true',
      story: { file: 'e2e/way/session.test.ts', test: 'a page of another site signs nobody out' },
    },
    {
      name: 'A request of another site without an origin signs nobody out at the gateway',
      file: 'packages/gateway/src/direct/origin.ts',
      from: 'return site === undefined\n',
      to: 'return true\n',
      story: {
        file: 'e2e/direct.test.ts',
        test: 'signing out needs a page of ours or of the client, and is final',
      },
    },
    {
      name: 'Of two cookies of one name none counts',
      file: cookie,
      from: 'return values.length === 1 && value !== undefined',
      to: 'return value !== undefined',
      story: { file: difference, test: 'of two cookies of one name none counts' },
    },
    {
      name: 'No sibling host can set the cookies of an https site',
      file: cookie,
      from: "const host = https ? '__Host-' : ''",
      to: "const host = ''",
      story: {
        file: 'packages/wechat/src/way/cookie.test.ts',
        test: 'cookies of an https site cannot be set by a sibling',
      },
    },
    {
      name: 'No cookie of an https site goes over http',
      file: cookie,
      from: "${https ? '; Secure' : ''}",
      to: '',
      story: {
        file: 'packages/wechat/src/way/cookie.test.ts',
        test: 'cookies of an https site cannot be set by a sibling',
      },
    },
    {
      name: 'No script reads a cookie',
      file: cookie,
      from: 'HttpOnly; ',
      to: '',
      story: {
        file: pages,
        test: 'no cookie of the way can be read by a script or sent along by another site',
      },
    },
    {
      name: 'No other site sends a cookie along with its forms',
      file: cookie,
      from: 'SameSite=Lax$',
      to: 'SameSite=None$',
      story: {
        file: pages,
        test: 'no cookie of the way can be read by a script or sent along by another site',
      },
    },
    {
      name: 'Every word of a page is text, whatever it holds',
      file: 'packages/wechat/src/way/html.ts',
      from: 'return String(part).replace(/[&<>"\']/g, (char) => `&#${char.charCodeAt(0)};`)',
      to: 'return String(part)',
      story: { file: pages, test: 'words of a request are text on a page' },
    },
    {
      name: 'A picture on a page has an https address',
      file: 'packages/wechat/src/way/profile-page.ts',
      from: 'facts.icon !== undefined && /^https:/.test(facts.icon) ? facts.icon : undefined',
      to: 'facts.icon',
      story: {
        file: 'e2e/way/own-host.test.ts',
        test: 'a picture of a site that has no https address stands on no page',
      },
    },
    {
      name: 'No other site frames a page: by its policy',
      file: page,
      from: `    "frame-ancestors 'none'",\n`,
      to: '',
      story: framed,
    },
    {
      name: 'No other site frames a page: by the older header',
      file: page,
      from: "'x-frame-options': 'DENY'",
      to: "'x-frame-options': 'ALLOWALL'",
      story: framed,
    },
    {
      name: 'A page runs nothing that its policy does not name',
      file: page,
      from: `"default-src 'none'"`,
      to: `"default-src *"`,
      story: framed,
    },
    {
      name: 'A page’s links have no other base',
      file: page,
      from: `    "base-uri 'none'",\n`,
      to: '',
      story: framed,
    },
    {
      name: 'A page’s type is not guessed',
      file: page,
      from: "      'x-content-type-options': 'nosniff',\n",
      to: '',
      story: framed,
    },
    {
      name: 'No page is kept',
      file: page,
      from: "'cache-control': 'no-store'",
      to: "'cache-control': 'public'",
      story: framed,
    },
    {
      name: 'A page tells other sites nothing of its address',
      file: page,
      from: "'referrer-policy': 'same-origin'",
      to: "'referrer-policy': 'unsafe-url'",
      story: framed,
    },
    {
      name: 'No redirect is kept, and it tells the next page nothing of its address',
      file: 'packages/wechat/src/way/ask.ts',
      from: "const headers = { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }",
      to: 'const headers = { location }',
      story: redirected,
    },
    {
      name: 'No state of a code is kept',
      file: 'packages/wechat/src/way/ask.ts',
      from: "'content-type': 'application/json', 'cache-control': 'no-store'",
      to: "'content-type': 'application/json', 'cache-control': 'public'",
      story: redirected,
    },
    {
      name: 'No answer of the gateway is kept unless it says so',
      file: 'packages/gateway/src/http/header.ts',
      from: "reply.header('cache-control', 'no-store')",
      to: "reply.header('cache-control', 'public')",
      story: { file: 'e2e/secrecy.test.ts', test: 'every answer has a request id and strict headers' },
    },
  ],
}
