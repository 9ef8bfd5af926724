/** Something happened that WeChat tells a server by a push. `appid` is the account it is about. */
export type SimulatedEvent =
  | {
      kind: 'subscribe'
      appid: string
      openid: string
      /** Scene of the QR code that was scanned, without `qrscene_`; undefined for a plain follow. */
      scene?: string
      ticket?: string
    }
  | { kind: 'unsubscribe'; appid: string; openid: string }
  | { kind: 'SCAN'; appid: string; openid: string; scene: string; ticket: string }
  /** A tap on a menu item; `eventKey` is its key, the URL of a `view` item, the page of a mini program. */
  | {
      kind: 'CLICK' | 'VIEW' | 'view_miniprogram' | MenuInput
      appid: string
      openid: string
      eventKey: string
    }
  | { kind: 'text'; appid: string; openid: string; content: string }
  /** What became of a template message: `success`, `failed:user block` or `failed:system failed`. */
  | { kind: 'TEMPLATESENDJOBFINISH'; appid: string; openid: string; messageId: number; status: string }
  /** Withdrawal of data given before; `revokeInfo` numbers what, for example 205: nickname and avatar. */
  | { kind: 'user_authorization_revoke'; appid: string; openid: string; revokeInfo?: string }
  | { kind: 'user_info_modified' | 'user_authorization_cancellation'; appid: string; openid: string }
  /** A third-party platform gets a ticket; `component` is its appid. */
  | { kind: 'component_verify_ticket'; component: string; ticket: string }
  | {
      kind: 'authorized' | 'updateauthorized'
      component: string
      appid: string
      authorizationCode: string
      /** Milliseconds since 1970. */
      authorizationCodeExpiresAt: number
      preAuthCode: string
    }
  | { kind: 'unauthorized'; component: string; appid: string }

/** Items of a menu that ask the person for something; their events have the names of the items. */
export const MENU_INPUTS = [
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
] as const
export type MenuInput = (typeof MENU_INPUTS)[number]

/** Tells whoever pushes what has happened. Listeners live as long as the world, resets included. */
export type Announcements = {
  announce(event: SimulatedEvent): void
  /** The newest 1,000, oldest first. */
  list(): SimulatedEvent[]
  clear(): void
  /** Calls `listener` with every event until the answer of this function is called. */
  listen(listener: (event: SimulatedEvent) => void): () => void
}

const KEPT_EVENTS = 1_000

/** Nothing happened yet, nobody listens. */
export function createAnnouncements(): Announcements {
  let events: SimulatedEvent[] = []
  const listeners = new Set<(event: SimulatedEvent) => void>()
  return {
    announce(event) {
      events = [...events.slice(1 - KEPT_EVENTS), event]
      for (const listener of listeners) listener(event)
    },
    list: () => [...events],
    clear: () => {
      events = []
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
