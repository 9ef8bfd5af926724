import type { Place } from './place.ts'

/**
 * A way to WeChat: by an official account inside WeChat, by WeChat's own QR page for a website application, by a code
 * of ours that the phone opens in WeChat, or inside a mini program.
 */
export type ChannelName = 'wechat' | 'website' | 'handoff' | 'mini-program'

/**
 * A browser gets one of these: WeChat's authorization, WeChat's QR page, a page with a code of ours, a card with a link to open
 * in WeChat, or a page that says where the sign-in works: at a computer, in the mini program, in a browser.
 */
export type Step = 'authorize' | 'qr' | 'code' | 'card' | 'computer' | 'mini-program' | 'plain'

/** The routing table: what each way means for a browser at each place. */
export const routes: Readonly<Record<Place, Readonly<Record<ChannelName, Step>>>> = {
  wechat: { wechat: 'authorize', handoff: 'authorize', website: 'computer', 'mini-program': 'mini-program' },
  'wechat-desktop': {
    wechat: 'authorize',
    handoff: 'authorize',
    website: 'qr',
    'mini-program': 'mini-program',
  },
  wecom: { wechat: 'card', handoff: 'card', website: 'computer', 'mini-program': 'mini-program' },
  'wecom-desktop': { wechat: 'card', handoff: 'code', website: 'qr', 'mini-program': 'mini-program' },
  'mini-program': { wechat: 'card', handoff: 'card', website: 'computer', 'mini-program': 'mini-program' },
  phone: { wechat: 'card', handoff: 'card', website: 'computer', 'mini-program': 'mini-program' },
  desktop: { wechat: 'card', handoff: 'code', website: 'qr', 'mini-program': 'mini-program' },
  crawler: { wechat: 'plain', handoff: 'plain', website: 'plain', 'mini-program': 'plain' },
}

// A step that signs in at once comes before one that sends the visitor elsewhere; among equals the host's order counts.
const ranks: Readonly<Record<Step, number>> = {
  authorize: 0,
  qr: 0,
  code: 0,
  card: 1,
  computer: 2,
  'mini-program': 3,
  plain: 4,
}

/** Chooses the way of a browser at a place. Without any channel there is a page with words alone. */
export function chooseRoute<Channel extends { readonly name: ChannelName }>(
  place: Place,
  channels: readonly Channel[],
): { step: Step; channel: Channel | undefined } {
  const steps = channels.map((channel) => ({ step: routes[place][channel.name], channel }))
  const [best] = steps.sort((one, other) => ranks[one.step] - ranks[other.step])
  return best ?? { step: 'plain', channel: undefined }
}
