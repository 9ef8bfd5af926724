import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'

const KEEP_ALIVE_MS = 15_000

/** `GET /__sim/events`: journal entries as server-sent events called `request`, pushes as `delivery`, from now on. */
export function streamEvents(
  { journal, world }: Context,
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
  const write = (name: string, data: unknown) =>
    raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  const stops = [
    journal.listen((entry) => write('request', entry)),
    world.deliveries.listen((delivery) => write('delivery', delivery)),
  ]
  const timer = setInterval(() => raw.write(': still here\n\n'), KEEP_ALIVE_MS)
  timer.unref()
  request.raw.socket.on('close', () => {
    clearInterval(timer)
    for (const stop of stops) stop()
  })
  return reply
}
