import type { SignInAccount } from '../login/sign-in-account.ts'
import { arrive } from './arrive.ts'
import { depart } from './depart.ts'
import type { Channel } from './kit.ts'
import { sendProfilePage } from './login-page.ts'

/**
 * The way for visitors inside WeChat's own browser: by an official account, silently; for the profile after a page
 * that says why, and WeChat's consent.
 */
export function inWeChat(account: SignInAccount): Channel {
  const { appid } = account
  return {
    name: 'wechat',
    appid,
    origins: [account.origins.open],
    fits: (where) => where === 'wechat',

    async start(kit, request, visit, consented) {
      const signedIn = await kit.visitors.find(kit.cookies.readSessionId(request))
      // Silent first: who comes back may have shown their profile before.
      const scope = visit.profile && (signedIn || consented) ? 'snsapi_userinfo' : 'snsapi_base'
      if (scope === 'snsapi_userinfo' && !consented) return sendProfilePage(kit, request, visit)
      const buildUrl = (link: { redirectUri: string; state: string }) =>
        account.authorizeUrl({ ...link, scope })
      return depart(kit, request, visit, { appid, scope, buildUrl })
    },

    async answer(kit, request, url) {
      return url.pathname === `${kit.path}/callback/${appid}` ? arrive(kit, request, url, account) : undefined
    },
  }
}
