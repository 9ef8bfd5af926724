import type { Random } from './random.ts'

type Mutation = (bytes: Buffer, random: Random) => Buffer

const mostBytes = 200_000

// Latin letters stand for bytes here: half of UTF-8, overlong, surrogates, beyond the last code point.
const brokenUtf8 = [
  '\xff',
  '\xfe\xff',
  '\xc0\x80',
  '\xe4\xb8',
  '\xed\xa0\x80',
  '\xf4\x90\x80\x80',
  '\xef\xbb\xbf',
  '\x00',
  '\x14',
]
const markup = [
  '<',
  '>',
  '&',
  '</',
  '/>',
  '<xml>',
  '</xml>',
  '<a>',
  '</a>',
  '<a/>',
  '<a b="c">',
  '<![CDATA[',
  ']]>',
  ']]',
  '<!--',
  '-->',
  '<?a?>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE xml SYSTEM "file:///etc/passwd">',
  '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
  '&a;',
  '&amp;',
  '&lt;',
  '&#65;',
  '&#x41;',
  '&amp',
  '<__proto__>',
  '</__proto__>',
  '<constructor>1</constructor>',
  '<Encrypt>',
  '</Encrypt>',
]
const json = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\\"',
  '\\u',
  '\\ud800',
  '\\u0000',
  'null',
  'true',
  'NaN',
  '-',
  '0',
  '-0',
  '07',
  '.5',
  '1.',
  '1e5',
  '1E+999',
  '12345678901234567890',
  '-9223372036854775809',
  '"__proto__":',
  '"errcode":',
  '"errmsg":',
  '{}',
  '[]',
  '""',
  '//',
  '\u2028',
]
const tokens = [...brokenUtf8, ...markup.map(encode), ...json.map(encode)] as [string, ...string[]]

/** A text's UTF-8 bytes, each as one Latin letter. */
function encode(text: string): string {
  return Buffer.from(text).toString('latin1')
}

const pairs: [readonly [string, string], ...(readonly [string, string])[]] = [
  ['<a>', '</a>'],
  ['[', ']'],
  ['{"a":', '}'],
]

const mutations: [Mutation, ...Mutation[]] = [
  function flipBit(bytes, random) {
    const at = random.below(bytes.length)
    return replace(bytes, at, at + 1, Buffer.of((bytes[at] ?? 0) ^ (1 << random.below(8))))
  },
  function setByte(bytes, random) {
    const at = random.below(bytes.length)
    return replace(bytes, at, at + 1, Buffer.of(random.below(256)))
  },
  function dropRange(bytes, random) {
    const at = random.below(bytes.length)
    return replace(bytes, at, at + 1 + random.below(40), Buffer.alloc(0))
  },
  function repeatRange(bytes, random) {
    const at = random.below(bytes.length)
    const range = bytes.subarray(at, at + 1 + random.below(60))
    return replace(bytes, at, at, repeat(range, 1 + random.below(random.isChosen(5) ? 500 : 4)))
  },
  function moveRange(bytes, random) {
    const [from, to] = [random.below(bytes.length), random.below(bytes.length)]
    return replace(bytes, to, to, bytes.subarray(from, from + 1 + random.below(60)))
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length))
  },
  function insertToken(bytes, random) {
    const at = random.below(bytes.length + 1)
    return replace(bytes, at, at, Buffer.from(random.pick(tokens), 'latin1'))
  },
  function nest(bytes, random) {
    const levels = 1 + random.below(random.isChosen(3) ? 20_000 : 12)
    const [open, close] = random.pick(pairs)
    const at = random.below(bytes.length + 1)
    const end = random.isChosen(50) ? at : bytes.length
    const nested = [
      Buffer.from(open.repeat(levels)),
      bytes.subarray(at, end),
      Buffer.from(close.repeat(levels)),
    ]
    return replace(bytes, at, end, Buffer.concat(nested))
  },
  function swell(bytes, random) {
    const at = random.below(bytes.length + 1)
    const token = Buffer.from(random.pick(tokens), 'latin1')
    return replace(bytes, at, at, repeat(token, 1 + random.below(random.isChosen(10) ? 30_000 : 300)))
  },
  function growNumber(bytes, random) {
    const digits = random.pick(['9', '0', '1234567890'])
    const at = bytes.findIndex((byte) => byte >= 48 && byte <= 57)
    return replace(bytes, Math.max(at, 0), Math.max(at, 0), Buffer.from(digits.repeat(1 + random.below(400))))
  },
]

/** The same bytes changed once, which gets furthest, or up to five times; one time in twenty as they are. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  const most = random.isChosen(50) ? 1 : 5
  let changed = bytes
  for (let times = random.isChosen(5) ? 0 : 1 + random.below(most); times > 0; times -= 1)
    changed = random.pick(mutations)(changed, random).subarray(0, mostBytes)
  return changed
}

function replace(bytes: Buffer, from: number, to: number, by: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(Math.min(to, bytes.length))])
}

function repeat(range: Uint8Array, times: number): Buffer {
  const most = Math.max(1, Math.floor(mostBytes / Math.max(1, range.length)))
  return Buffer.concat(Array.from({ length: Math.min(times, most) }, () => range))
}
