import { z } from 'zod'
import type { Context } from '../context.ts'
import { signInShape } from './sign-in.ts'
import { type LoginPage, loginPageCodes } from './text.ts'

/**
 * How a callback ended. It is kept for a minute, so that the same browser loading the callback again gets
 * the very same answer, the session's cookie included: WeChat may show the second answer and drop the first.
 */
export type Outcome =
  | { kind: 'redirect'; location: string; sessionId: string | undefined }
  | { kind: 'page'; page: LoginPage }

const purpose = 'login/outcome'

const shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('redirect'), location: z.string(), sessionId: z.string().optional() }),
  z.object({
    kind: z.literal('page'),
    page: z.object({
      code: z.enum(loginPageCodes),
      status: z.number(),
      signIn: signInShape.optional(),
      errcode: z.number().optional(),
      rid: z.string().optional(),
    }),
  }),
])

/** Sealed by itself, whatever the store does: it holds a session's id. */
export function sealOutcome({ seal }: Context, outcome: Outcome): string {
  return seal.seal(JSON.stringify(outcome), purpose)
}

export function openOutcome({ seal }: Context, sealed: string): Outcome {
  const outcome = shape.parse(JSON.parse(seal.open(sealed, purpose)))
  if (outcome.kind === 'page') return { kind: 'page', page: outcome.page }
  return { kind: 'redirect', location: outcome.location, sessionId: outcome.sessionId }
}
