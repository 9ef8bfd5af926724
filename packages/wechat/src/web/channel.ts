import type { SignInAccount } from '../login/sign-in-account.ts'
import type { WayChannel } from '../way/host.ts'

/** A way to WeChat and the account behind it; `inWeChat`, `websiteQr` and `desktopHandoff` make one. */
export interface Channel extends WayChannel {
  readonly name: 'wechat' | 'website' | 'handoff'
  readonly account: SignInAccount
}

/**
 * The way for visitors inside WeChat's own browser: by an official account, silently; for the profile after a page
 * that says why, and WeChat's consent. A visitor of another browser is shown a link to open in WeChat.
 */
export function inWeChat(account: SignInAccount): Channel {
  return { name: 'wechat', appid: account.appid, account }
}

/**
 * The way for visitors of a desktop browser by WeChat's own QR page, for which the account must be a website
 * application of the open platform. Their openids are the website application's: only the unionid, where both are
 * bound to one open-platform account, tells that it is the same person as inside WeChat.
 */
export function websiteQr(account: SignInAccount): Channel {
  return { name: 'website', appid: account.appid, account }
}

/**
 * The way for visitors of a desktop browser where there is no website application: a code of our own, which their phone
 * opens in WeChat. They sign in there through the same account, type the two digits that the computer shows, and the
 * computer goes on. The openid is the same as inside WeChat.
 */
export function desktopHandoff(account: SignInAccount): Channel {
  return { name: 'handoff', appid: account.appid, account }
}
