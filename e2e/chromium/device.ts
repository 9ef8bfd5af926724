import type { Place } from '../../packages/wechat/src/way/place.ts'

const phone = { width: 375, height: 760 }
const computer = { width: 1280, height: 800 }

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36'

/** A browser for each place of the routing table, by the name that it gives itself and the size of its window. */
export const devices = {
  wechat: { userAgent: `${iphone} MicroMessenger/8.0.54`, viewport: phone },
  'wechat-desktop': { userAgent: `${windows} MicroMessenger/7.0.20 WindowsWechat`, viewport: computer },
  wecom: { userAgent: `${iphone} wxwork/4.1.0 MicroMessenger/7.0.1`, viewport: phone },
  'wecom-desktop': { userAgent: `${windows} wxwork/4.1.0 MicroMessenger/7.0.1`, viewport: computer },
  'mini-program': {
    userAgent: `${iphone} MicroMessenger/8.0.54 miniProgram/wx5a4db0c500000007`,
    viewport: phone,
  },
  phone: {
    userAgent: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36',
    viewport: phone,
  },
  desktop: { userAgent: windows, viewport: computer },
  crawler: {
    userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    viewport: phone,
  },
} as const satisfies Record<Place, { userAgent: string; viewport: { width: number; height: number } }>
