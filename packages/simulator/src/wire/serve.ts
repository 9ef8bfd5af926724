import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { Fault } from '../fault.ts'
import type { Call } from '../rules/call.ts'
import { readAppid } from './account.ts'
import type { Answer } from './answer.ts'
import { breakAnswer, type Handler, readDelivery } from './break.ts'
import { deliver } from './deliver.ts'
import { readQuery } from './query.ts'
import { readBodyText, readOrigin } from './request.ts'

/** What `answerCall` worked out: the answer, and the fault that spoiled it, if one did. */
export type Answered = { answer: Answer; fault: Fault | undefined }

/** The request as the rules see it. */
function buildCall(context: Context, request: FastifyRequest): Call {
  const at = request.url.indexOf('?')
  return {
    world: context.world,
    now: context.world.clock.now(),
    method: request.method,
    path: at < 0 ? request.url : request.url.slice(0, at),
    query: readQuery(at < 0 ? '' : request.url.slice(at)),
    body: readBodyText(request.body),
    address: request.ip,
    origin: context.publicUrl ?? readOrigin(request),
    warnings: [],
    decidedBy: null,
  }
}

/** Answers a call through the faults and writes the journal. Takes the real time of `fault.delayMs`. */
export async function answerCall(context: Context, call: Call, handler: Handler): Promise<Answered> {
  const startedAt = performance.now()
  const appid = readAppid(call)
  const fault = context.faults.take(call.path, appid)
  if (fault && fault.delayMs > 0) await sleep(fault.delayMs, undefined, { ref: false })
  const late = fault ? { ...call, now: context.world.clock.now() } : call
  const answer = fault ? breakAnswer(fault, late, handler) : handler.handle(call)
  context.journal.write({
    at: late.now,
    method: call.method,
    path: call.path,
    appid,
    status: answer.status,
    errcode: answer.errcode,
    rule: fault ? `fault:${fault.kind}` : answer.rule,
    durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
    detail: answer.detail,
  })
  keepFailure(call, late.now, appid, answer, performance.now() - startedAt)
  return { answer, fault }
}

/** A thousand of them are kept. */
function cut(text: string): string {
  return text.slice(0, 4_096)
}

/** What `openapi/rid/get` tells later. */
function keepFailure(
  { world, path, query, body, address }: Call,
  at: number,
  appid: string | null,
  answer: Answer,
  durationMs: number,
): void {
  if (answer.requestId === undefined || typeof answer.body !== 'string') return
  const sent = query.pairs.map(({ name, raw }) => `${name}=${raw}`).join('&')
  const texts = { query: cut(sent), body: cut(body), answer: cut(answer.body) }
  const failed = { appid, path, at, durationMs, address, ...texts }
  world.failedRequests.save(answer.requestId, failed)
}

/** Answers a request of WeChat's own paths. */
export async function serveCall(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  handler: Handler,
): Promise<FastifyReply> {
  const { answer, fault } = await answerCall(context, buildCall(context, request), handler)
  const everyMs = fault?.kind === 'drip' ? fault.everyMs : 0
  return deliver(reply, answer, { delivery: readDelivery(fault), everyMs })
}
