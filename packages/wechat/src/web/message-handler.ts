import { digestText } from '../digest.ts'
import { buildUsageError, WeChatError } from '../error.ts'
import type { WeChatMessage } from '../message/event.ts'
import { limit } from '../message/field.ts'
import { checkKeys, type MessageKeys, type ReceivedMessage, receiveMessage } from '../message/receive.ts'
import { type Reply, successReply } from '../message/reply.ts'
import { verifyUrl } from '../message/verify-url.ts'
import type { WaitTime } from '../store/poll.ts'
import type { Store } from '../store/store.ts'
import { actOnce } from './once.ts'
import { readBody } from './read-body.ts'

/** The options of a message URL. */
export interface MessageHandlerOptions extends WaitTime {
  /** The console's values for this URL; of a platform its own, for messages of its customers as well. */
  keys: MessageKeys
  /** Remembers for two hours what was acted on, for all processes of the site together. */
  store: Store
  /**
   * Called once for each message, however often WeChat repeats it, with the reply as its result; nothing, or
   * `successReply`, says nothing to the person. WeChat waits 5 s and then repeats: a reply that comes later goes out
   * with the repetition, up to 15 s after the first. What it throws goes to `onError` and is answered with 500; WeChat's
   * repetition then calls it again.
   */
  on: MessageAction
  /** `safe` unless given: see `receiveMessage`. */
  mode?: 'safe' | 'plain' | undefined
  /** The account whose messages these must be, `gh_…`; not checked unless given. */
  originalId?: string | undefined
  /** How far a push may be from now, either way; 3,600 unless given. */
  freshSeconds?: number | undefined
  /** Milliseconds since 1970; `Date.now` unless given. */
  now?: (() => number) | undefined
  /** Told of every push that is refused, with the reason that its sender is not told, and of what failed; for logs. */
  onError?: ((error: WeChatError | Error) => void) | undefined
}

/** A handler of messages: it gives a reply for the person, or nothing. */
export type MessageAction =
  | ((message: WeChatMessage, received: ReceivedMessage) => Promise<Reply | undefined> | Reply | undefined)
  | ((message: WeChatMessage, received: ReceivedMessage) => Promise<void> | void)

/** A message URL for any framework that speaks `Request` and `Response`; it never rejects. */
export type MessageHandler = (request: Request) => Promise<Response>

/**
 * A whole message URL, of an account or of a third-party platform: WeChat's check when the URL is entered (GET), then
 * each push (POST), checked and read, acted on once among all processes, and answered.
 *
 * At most 64 kB of a body are read (413 beyond). What is not WeChat's is answered with 403, XML or JSON that WeChat
 * never writes with 400, and no word more. Throws a `TypeError` for a token, a key or a store that can not work
 * (`message_token_invalid`, `message_key_invalid`, `message_store_invalid`). Source: WeChat's documentation, message
 * push: an answer within 5 s, up to three tries.
 *
 * ```ts
 * const receive = createMessageHandler({
 *   keys: { appid, token, encodingAesKey },
 *   store,
 *   on: (message) => (message.kind === 'text' ? `You said: ${message.content}` : undefined),
 * })
 * app.all('/push', (c) => receive(c.req.raw))
 * ```
 */
export function createMessageHandler(options: MessageHandlerOptions): MessageHandler {
  checkOptions(options)
  return async (request) => {
    try {
      if (request.method === 'GET') return await answerCheck(options, request)
      if (request.method === 'POST') return await answerPush(options, request)
      return new Response(null, { status: 405, headers: { allow: 'GET, POST' } })
    } catch (error) {
      options.onError?.(error instanceof Error ? error : new Error(String(error)))
      return sendEmpty(readStatus(error))
    }
  }
}

function checkOptions({ keys, store, on }: MessageHandlerOptions): void {
  checkKeys(keys)
  if (typeof store?.lease !== 'function')
    throw buildUsageError(
      'message_store_invalid',
      'A message handler needs a store, to act once on what WeChat repeats',
    )
  if (typeof on !== 'function')
    throw buildUsageError('message_handler_invalid', '`on` is the function that is called with each message')
}

/** One answer for all refusals: the sender learns nothing from it. */
function readStatus(error: unknown): number {
  if (!(error instanceof WeChatError) || !error.code.startsWith('message_')) return 500
  return error.code === 'message_xml' ? 400 : 403
}

async function answerCheck({ keys, now = Date.now, freshSeconds }: MessageHandlerOptions, request: Request) {
  const query = new URL(request.url).searchParams
  return sendText(await verifyUrl({ query, token: keys.token, freshSeconds, now: now() }))
}

async function answerPush(options: MessageHandlerOptions, request: Request): Promise<Response> {
  const body = await readBody(request, limit.bytes)
  if (body === undefined) return sendEmpty(413)
  const { keys, mode, originalId, freshSeconds, now = Date.now } = options
  const query = new URL(request.url).searchParams
  const received = await receiveMessage({ query, body, keys, mode, originalId, freshSeconds, now: now() })
  const key = await digestText('SHA-256', `${keys.appid} ${received.identity}`)
  const outcome = await actOnce({ ...options, now, key }, async () =>
    readReply(await options.on(received.message, received)),
  )
  // Another process is still at work on it: WeChat's next try fetches the reply.
  if (outcome === undefined) return sendEmpty(503)
  return sendText(outcome === '' ? successReply : await received.buildReply(JSON.parse(outcome)))
}

/** A reply as it is remembered for the repetitions; empty for none. */
function readReply(reply: unknown): string {
  return reply === undefined || reply === successReply ? '' : JSON.stringify(reply)
}

function sendText(text: string): Response {
  return new Response(text, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}

function sendEmpty(status: number): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } })
}
