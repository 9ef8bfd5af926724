import type { FastifyReply } from 'fastify'

/** Answers an error of our own API as problem+json (RFC 9457). `code` is a promise, `title` may change. */
export function sendProblem(reply: FastifyReply, status: number, code: string, title: string): FastifyReply {
  return reply
    .status(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', status, code, title })
}
