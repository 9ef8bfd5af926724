import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Answer } from './answer.ts'
import type { Delivery } from './break.ts'

function readBytes({ body }: Answer): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body)
}

function drip(raw: ServerResponse, bytes: Buffer, everyMs: number): void {
  let sent = 0
  const timer = setInterval(() => {
    raw.write(bytes.subarray(sent, sent + 1))
    sent += 1
    if (sent < bytes.length) return
    clearInterval(timer)
    raw.end()
  }, everyMs)
  raw.on('close', () => clearInterval(timer))
}

function truncate(raw: ServerResponse, bytes: Buffer): void {
  raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => raw.socket?.destroy())
}

function deliverBroken(reply: FastifyReply, answer: Answer, delivery: Delivery, everyMs: number): void {
  const { raw } = reply
  if (delivery === 'drop') raw.socket?.resetAndDestroy()
  if (delivery === 'drop' || delivery === 'hang') return
  const bytes = readBytes(answer)
  const headers = { ...answer.headers, date: String(reply.getHeader('date')), 'content-length': bytes.length }
  raw.writeHead(answer.status, headers)
  if (delivery === 'drip') drip(raw, bytes, everyMs)
  else truncate(raw, bytes)
}

/** Sends an answer, whole or broken. Bytes are sent as they are: Fastify must not add a charset. */
export function deliver(
  reply: FastifyReply,
  answer: Answer,
  { delivery, everyMs }: { delivery: Delivery; everyMs: number } = { delivery: 'whole', everyMs: 0 },
): FastifyReply {
  if (delivery === 'whole') {
    return reply.code(answer.status).headers(answer.headers).send(readBytes(answer))
  }
  reply.hijack()
  deliverBroken(reply, answer, delivery, everyMs)
  return reply
}
