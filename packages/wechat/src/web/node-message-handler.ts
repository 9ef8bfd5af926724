import { buildUsageError } from '../error.ts'
import type { MessageHandler } from './message-handler.ts'
import {
  buildBody,
  buildFailure,
  buildRequest,
  type NodeRequest,
  type NodeResponse,
  sendResponse,
} from './node-request.ts'

/** A message URL on Node.js' own requests; the promise says when the answer is out, and never rejects. */
export type NodeMessageHandler = (request: NodeRequest, response: NodeResponse) => Promise<void>

// The host of a push means nothing: its path was chosen by whoever routed it here.
const anyOrigin = 'http://localhost'

/**
 * Puts a message handler on Node.js' requests and answers: `node:http`, Express, Fastify. A body parser in front of
 * it must leave text or bytes in `body` (`express.text({ type: '*\/*' })`); one that made an object of the body has
 * lost what WeChat signed, and the handler's `onError` is told (`message_body_invalid`).
 *
 * ```ts
 * app.all('/push', createNodeMessageHandler(createMessageHandler({ keys, store, on })))
 * ```
 */
export function createNodeMessageHandler(handler: MessageHandler): NodeMessageHandler {
  return async (request, response) => {
    const answer = await handler(buildMessageRequest(request))
    // A body that was not read is not to be read later either: the connection ends with the answer.
    if (answer.status === 413 && request.httpVersionMajor === 1) response.setHeader('connection', 'close')
    await sendResponse(answer, response)
  }
}

/** The request with the body as it came. */
export function buildMessageRequest(request: NodeRequest): Request {
  const body = buildBody(request)
  return buildRequest(
    anyOrigin,
    request,
    body instanceof URLSearchParams ? buildFailure(buildBodyError()) : body,
  )
}

function buildBodyError(): TypeError {
  return buildUsageError(
    'message_body_invalid',
    'A body parser has made an object of the push: its text as it came is needed',
  )
}
