import { buildQrconnectUrl } from '../login/qrconnect-url.ts'
import type { SignInAccount } from '../login/sign-in-account.ts'
import { arrive } from './arrive.ts'
import { depart } from './depart.ts'
import type { Channel } from './kit.ts'

/**
 * The way for visitors of a desktop browser by WeChat's own QR page, for which the account must be a website
 * application of the open platform. Their openids are the website application's: only the unionid, where both are
 * bound to one open-platform account, tells that it is the same person as inside WeChat.
 */
export function websiteQr(account: SignInAccount): Channel {
  const { appid, origins } = account
  return {
    name: 'website',
    appid,
    origins: [origins.open],
    fits: (where) => where === 'desktop',
    start: (kit, request, visit) =>
      depart(kit, request, visit, {
        appid,
        scope: 'snsapi_login',
        buildUrl: (link) => buildQrconnectUrl({ ...link, appid, origins }),
      }),
    async answer(kit, request, url) {
      return url.pathname === `${kit.path}/callback/${appid}` ? arrive(kit, request, url, account) : undefined
    },
  }
}
