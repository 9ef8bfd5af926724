import type { Visit } from '@wxgate/wechat/way'
import { z } from 'zod'

/**
 * A person wants to sign in: for which client, through which account, and where to go on. A door makes it, and it says
 * nothing about which door it was.
 */
export interface Wish {
  client: string
  appid: string
  /** The client wants nickname and picture. */
  wantsProfile: boolean
  /** Where the door goes on, on our own host or at a URL that the door has checked. */
  resumeUrl: string
  /** The origin where the visitor ends at last, if that is another than that of `resumeUrl`. */
  endOrigin?: string | undefined
  /** Where the visitor may give up; `resumeUrl` unless given, nowhere for null. */
  cancelUrl?: string | null
  /** The languages that the client asked for, as OpenID Connect's `ui_locales`. */
  locales?: string | undefined
}

const ownShape = z.object({
  client: z.string(),
  appid: z.string(),
  cancelUrl: z.string().nullable().optional(),
  endOrigin: z.string().optional(),
})

/** For whom a visit is: what the way carries for us. */
export type VisitOwn = z.infer<typeof ownShape>

/** The wish as the visitor's way carries it. */
export function buildVisit({
  client,
  appid,
  wantsProfile,
  resumeUrl,
  endOrigin,
  cancelUrl,
  locales,
}: Wish): Visit {
  const language = locales?.split(/\s+/).map((tag) => tag.slice(0, 2).toLowerCase())
  const own: VisitOwn = { client, appid, ...(cancelUrl !== undefined && { cancelUrl }), endOrigin }
  return {
    resume: resumeUrl,
    profile: wantsProfile ? 'wanted' : 'no',
    own: JSON.stringify(own),
    language: language?.find((tag) => tag === 'zh' || tag === 'en'),
  }
}

export function readOwn({ own }: Visit): VisitOwn {
  return ownShape.parse(JSON.parse(own))
}
