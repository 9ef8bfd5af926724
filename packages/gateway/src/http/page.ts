import { type Answer, buildPage, type Page } from '@wxgate/wechat/way'
import type { FastifyReply } from 'fastify'

/** Sends a page of our own, in the look of the visitor's way. */
export async function sendPage(reply: FastifyReply, page: Page): Promise<FastifyReply> {
  const { status, headers, body }: Answer = await buildPage(page)
  return reply.status(status).headers(headers).send(body)
}
