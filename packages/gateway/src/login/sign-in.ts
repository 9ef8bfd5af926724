import { z } from 'zod'

/**
 * Somebody is signing in: for whom, through which account, and where to go on. A door makes it, the
 * visitor's way carries it from page to page, and it says nothing about which door it was.
 */
export interface SignIn {
  client: string
  appid: string
  /** The client wants nickname and picture. */
  wantsProfile: boolean
  /** Where the door goes on, on our own host or at a URL that the door has checked. */
  resumeUrl: string
  /** Where the visitor may give up: back to the client. */
  cancelUrl: string | null
  language: 'zh' | 'en'
  /** How often this sign-in began anew by itself because WeChat's code turned out to be spent. */
  restarts: number
}

export const signInShape = z.object({
  client: z.string(),
  appid: z.string(),
  wantsProfile: z.boolean(),
  resumeUrl: z.string(),
  cancelUrl: z.string().nullable(),
  language: z.enum(['zh', 'en']),
  restarts: z.number(),
})

export function readSignIn(text: string): SignIn {
  return signInShape.parse(JSON.parse(text))
}
