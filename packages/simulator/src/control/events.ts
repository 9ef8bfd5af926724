import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'

const KEEP_ALIVE_MS = 15_000

/** `GET /__sim/events`: every journal entry as a server-sent event called `request`, from now on. */
export function streamEvents(
  { journal }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    date: String(reply.getHeader('date')),
  })
  raw.write(': open\n\n')
  const stop = journal.listen((entry) => raw.write(`event: request\ndata: ${JSON.stringify(entry)}\n\n`))
  const timer = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS)
  timer.unref()
  request.raw.socket.on('close', () => {
    clearInterval(timer)
    stop()
  })
  return reply
}
