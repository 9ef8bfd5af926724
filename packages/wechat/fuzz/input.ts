import { readEnvelope } from '../src/message/envelope.ts'
import { readJson } from '../src/message/json.ts'
import { type ReceiveOptions, receiveMessage } from '../src/message/receive.ts'
import { readXml } from '../src/message/xml.ts'
import { readAnswer } from '../src/wire/answer.ts'
import { parseJson } from '../src/wire/json.ts'
import { buildRedactor } from '../src/wire/redact.ts'
import { mutate } from './mutate.ts'
import { buildPushInput } from './push.ts'
import { createRandom, type Random } from './random.ts'
import { answerSamples, jsonSamples, type Samples, xmlSamples } from './sample.ts'

/** One thing to try: what is called, with what, and what it may throw. */
export interface Input {
  target: Target
  /** What is printed when it fails. */
  bytes: Uint8Array
  run: () => unknown
  allowed: readonly string[]
}

const targets = ['readXml', 'readJson', 'readEnvelope', 'receiveMessage', 'parseJson', 'readAnswer'] as const

export type Target = (typeof targets)[number]

const messageCodes = [
  'message_query',
  'message_signature',
  'message_stale',
  'message_cipher',
  'message_appid',
  'message_xml',
]

/** Input number `place` of the run with this seed: the same every time. */
export function buildInput(seed: number, place: number): Input {
  const random = createRandom(seed, place)
  // Turn by turn, so that every target gets its share of any count.
  const target = targets[place % targets.length] ?? 'readXml'
  return builders[target](random)
}

const builders: Readonly<Record<Target, (random: Random) => Input>> = {
  readXml(random) {
    const bytes = buildBytes(xmlSamples, random)
    const text = bytes.toString()
    return { target: 'readXml', bytes, run: () => readXml(text), allowed: ['message_xml'] }
  },
  readJson(random) {
    const bytes = buildBytes(jsonSamples, random)
    const text = bytes.toString()
    return { target: 'readJson', bytes, run: () => readJson(text), allowed: ['message_xml'] }
  },
  readEnvelope(random) {
    const bytes = buildBytes(random.pick([xmlSamples, jsonSamples, answerSamples]), random)
    const body = random.isChosen(50) ? bytes : bytes.toString()
    return { target: 'readEnvelope', bytes, run: () => readEnvelope(body), allowed: ['message_xml'] }
  },
  receiveMessage(random) {
    const options = buildPushInput(random)
    const { query, body, mode } = options
    const shown = {
      query: query instanceof URLSearchParams ? String(query) : query,
      mode,
      body: Buffer.from(body).toString('base64'),
    }
    const bytes = Buffer.from(JSON.stringify(shown))
    return { target: 'receiveMessage', bytes, run: () => receiveAndAnswer(options), allowed: messageCodes }
  },
  parseJson(random) {
    const bytes = buildBytes(random.isChosen(70) ? answerSamples : jsonSamples, random)
    const text = bytes.toString()
    return { target: 'parseJson', bytes, run: () => parseAsStrictly(text), allowed: ['SyntaxError'] }
  },
  readAnswer(random) {
    const bytes = buildBytes(answerSamples, random)
    const received = {
      path: '/sns/oauth2/access_token',
      status: random.pick([200, 200, 200, 404, 502]),
      text: bytes.toString(),
      redact: buildRedactor(['52_AV4zzzz', '小明']),
    }
    const allowed = ['wire_answer', 'wire_errcode']
    return { target: 'readAnswer', bytes, run: () => readAnswer(received), allowed }
  },
}

function buildBytes(samples: Samples, random: Random): Buffer {
  return mutate(Buffer.from(random.pick(samples)), random)
}

async function receiveAndAnswer(options: ReceiveOptions): Promise<void> {
  const { message, buildReply } = await receiveMessage(options)
  // An event of a platform takes no reply.
  if ('toUserName' in message && message.toUserName && message.fromUserName)
    await buildReply(`您好：${message.fromUserName}`)
}

/** What the runtime's own parser takes, ours must take too. */
function parseAsStrictly(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (isJson(text)) throw new Error('JSON that JSON.parse takes was refused', { cause: error })
    throw error
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
