import { WxgateError } from './error.ts'
import type { Page } from './page.ts'

/** Which gateway, and as which of its clients. */
export interface WxgateOptions {
  /** The gateway's public URL, such as `https://login.example.com`. */
  gateway: string
  /** The client's id, as an operator of the gateway gave it. */
  client: string
  /** The page that this runs on; `globalThis` unless given. */
  page?: Page | undefined
}

/** The person who is signed in, as the gateway's `/session` tells it. Unknown facts are null; times are milliseconds since 1970. */
export interface Session {
  /** The person: the same for this client for ever. Use it as your key. */
  subject: string
  client: string
  /** The WeChat account that they signed in through, and what WeChat calls them there. */
  appid: string
  openid: string
  unionid: string | null
  nickname: string | null
  picture: string | null
  /** Whether they follow the account, as of the last sign-in. */
  subscribed: boolean | null
  signedInAt: number
  expiresAt: number
}

/** Where a sign-in ends, and through which account it goes. */
export interface SignInOptions {
  /** Where the visitor comes back to; this very page, its fragment included, unless given. A URL of the client. */
  returnTo?: string | undefined
  /** One of the client's accounts; its first one unless given. */
  application?: string | undefined
}

/** Signing in with WeChat, for one page. */
export interface Wxgate {
  /** The person who is signed in in this browser, or null. Rejects with a `WxgateError` where that cannot be known. */
  session(): Promise<Session | null>
  /** Leaves this page for the sign-in; the visitor comes back to `returnTo`, signed in unless they said no. */
  signIn(options?: SignInOptions): void
  /** Signs out of this browser, at every client. Rejects with a `WxgateError` where that failed: they are still signed in. */
  signOut(): Promise<void>
  /**
   * Takes what other sign-ins left out of the address, without loading the page again: `code` with its `state`, in the
   * query or in the fragment's own query, and `#wechat_redirect`. The gateway itself adds nothing to an address.
   */
  clean(): void
}

/**
 * Signing in with WeChat through a gateway, for a page on any origin that the client has registered. The gateway's
 * cookie is `SameSite=Lax`: page and gateway must lie on one site, as `app.example.com` and `login.example.com` do.
 *
 * ```ts
 * const wxgate = createWxgate({ gateway: 'https://login.example.com', client: 'shop' })
 * const session = await wxgate.session()
 * if (session === null) button.onclick = () => wxgate.signIn()
 * ```
 */
export function createWxgate({
  gateway,
  client,
  page = globalThis as unknown as Page,
}: WxgateOptions): Wxgate {
  const base = gateway.replace(/\/+$/, '')
  const id = encodeURIComponent(client)

  const ask = async (path: string, method?: string) => {
    const answer = await page
      .fetch(`${base}${path}?client=${id}`, { ...(method && { method }), credentials: 'include' })
      .catch((cause) => {
        throw new WxgateError('gateway_unreachable', undefined, cause)
      })
    if (answer.ok || answer.status === 401) return answer
    throw new WxgateError('gateway_refused', answer.status)
  }

  return {
    async session() {
      const answer = await ask('/session')
      return answer.ok ? ((await answer.json()) as Session) : null
    },

    signIn({ returnTo = page.location.href, application } = {}) {
      const query = new URLSearchParams({ return_to: returnTo, ...(application && { application }) })
      page.location.assign(`${base}/login/${id}?${query}`)
    },

    async signOut() {
      await ask('/logout', 'POST')
    },

    clean() {
      const { location, history } = page
      const clean = buildCleanUrl(location.href)
      if (clean !== location.href) history.replaceState(history.state, '', clean)
    },
  }
}

/** The address without what a sign-in by WeChat's own link leaves in it. */
function buildCleanUrl(href: string): string {
  const url = new URL(href)
  const [path = '', query] = url.hash.replace(/#wechat_redirect$/, '').split('?')
  url.search = dropCode(url.search)
  url.hash = query === undefined ? path : `${path}${dropCode(`?${query}`)}`
  return url.href
}

/** A query without `code` and `state`; one that has only one of them belongs to somebody else and stays. */
function dropCode(search: string): string {
  const query = new URLSearchParams(search)
  if (!query.has('code') || !query.has('state')) return search
  query.delete('code')
  query.delete('state')
  // Not by `size`, which phones of a few years ago do not have.
  return query.toString() === '' ? '' : `?${query}`
}
