import type { Account } from '@wxgate/wechat'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { Application } from '../record/application.ts'
import type { SignIn } from './sign-in.ts'

/** One sign-in on its way through a callback, with everything it needs. */
export interface Visit {
  context: Context
  request: FastifyRequest
  signIn: SignIn
  application: Application
  account: Account
}
