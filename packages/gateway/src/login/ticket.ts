import type { AuthorizeScope } from '@wxgate/wechat'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { type SignIn, signInShape } from './sign-in.ts'

/**
 * What a form of ours carries so that its button can start a sign-in: sealed, so that nobody can send a
 * visitor to a place that no door has checked, and written nowhere, so that refused requests cost nothing.
 */
export interface Ticket {
  signIn: SignIn
  scope: AuthorizeScope
}

const purpose = 'login/ticket'
const ticketSeconds = 3600

const shape = z.object({
  signIn: signInShape,
  scope: z.enum(['snsapi_base', 'snsapi_userinfo']),
  expiresAt: z.number(),
})

export function sealTicket({ seal, clock }: Context, ticket: Ticket): string {
  return seal.seal(JSON.stringify({ ...ticket, expiresAt: clock.now() + ticketSeconds * 1000 }), purpose)
}

/** Undefined when the ticket is not ours, was altered or is older than an hour. */
export function openTicket({ seal, clock }: Context, sealed: unknown): Ticket | undefined {
  if (typeof sealed !== 'string') return undefined
  try {
    const { expiresAt, ...ticket } = shape.parse(JSON.parse(seal.open(sealed, purpose)))
    return expiresAt > clock.now() ? ticket : undefined
  } catch {
    return undefined
  }
}
