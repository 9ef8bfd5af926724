import { buildUsageError, WeChatError } from '../error.ts'

/** What the store needs of a client of node-redis (the package `redis`), of a cluster or a pool of it. */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
}

/** What the store needs of a client of ioredis, or of a cluster of it. */
export interface IoredisClient {
  call(command: string, ...args: string[]): Promise<unknown>
}

/** Runs a script of ours and brings what Redis answered. */
export type Ask = (script: string, keys: string[], args: string[]) => Promise<unknown>

/**
 * Asks with whichever client was given, `timeoutMs` real milliseconds at most. Rejects with `store_unavailable`;
 * throws `TypeError` `store_client_invalid` for something that is no client.
 */
export function createAsk(client: NodeRedisClient | IoredisClient, timeoutMs: number): Ask {
  const run = readRun(client)
  return async (script, keys, args) => {
    try {
      return await withinMs(run(script, keys, args), timeoutMs)
    } catch (error) {
      throw error instanceof WeChatError ? error : buildRefusal(error, args)
    }
  }
}

function readRun(client: NodeRedisClient | IoredisClient): Ask {
  // Both have an `eval`, with different arguments; only ioredis has `call`.
  if (hasVerb(client, 'call'))
    return async (script, keys, args) => client.call('EVAL', script, `${keys.length}`, ...keys, ...args)
  if (hasVerb(client, 'eval'))
    return async (script, keys, args) => client.eval(script, { keys, arguments: args })
  throw buildUsageError('store_client_invalid', 'a client of redis or ioredis is needed')
}

function hasVerb<Verb extends 'call' | 'eval'>(
  client: unknown,
  verb: Verb,
): client is Verb extends 'call' ? IoredisClient : NodeRedisClient {
  return typeof client === 'object' && client !== null && typeof Reflect.get(client, verb) === 'function'
}

async function withinMs<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    const error = new WeChatError('store_unavailable', 'Redis did not answer in time', { retryable: true })
    timer = setTimeout(() => reject(error), ms)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}

// What Redis says of a request that will be refused next time, too.
const lasting = ['ERR', 'NOAUTH', 'NOPERM', 'WRONGPASS', 'WRONGTYPE']

function buildRefusal(error: unknown, args: readonly string[]): WeChatError {
  const cause = buildSafeCause(error, args)
  const retryable = !lasting.includes(/^[A-Z]+/.exec(cause.message)?.[0] ?? '')
  return new WeChatError('store_unavailable', 'Redis did not do what was asked', { cause, retryable })
}

/** Name, code and message alone: the errors of ioredis carry the command with all its arguments, our values. */
function buildSafeCause(error: unknown, args: readonly string[]): Error {
  const { name, message } = error instanceof Error ? error : new Error('no error')
  const told = args.some((arg) => arg.length > 5 && message.includes(arg)) ? name : message
  const code: unknown = Reflect.get(Object(error), 'code')
  return Object.assign(new Error(told), { name }, typeof code === 'string' && { code })
}
