import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  letrec,
  maxSafeInteger,
  oneof,
  property,
  string,
  stringMatching,
  uint8Array,
} from 'fast-check'
import { expect, test } from 'vitest'
import { readEnvelope } from './envelope.ts'
import { readJson } from './json.ts'
import { readXml, type WritableFields, type WritableValue, writeXml } from './xml.ts'

const refused = expect.objectContaining({ name: 'WeChatError', code: 'message_xml' })
const names = stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,20}$/).filter((name) => name !== '__proto__')
// Everything that has to do with markup, what XML cannot hold, emoji, and a byte order mark.
const texts = array(
  oneof(
    string({ unit: 'grapheme', maxLength: 12 }),
    string({ unit: 'binary', maxLength: 6 }),
    constantFrom(
      ']]>',
      ']]',
      '>',
      '<![CDATA[',
      '<xml>',
      '</xml>',
      '&amp;',
      '&',
      '<!DOCTYPE',
      '\u0000',
      '\u0014',
      '\r\n',
      '\ufeff',
      '\uffff',
      '👩‍👩‍👧‍👦',
    ),
  ),
  { maxLength: 6 },
).map((pieces) => pieces.join(''))
const numbers = oneof(integer(), maxSafeInteger(), double({ noNaN: true, noDefaultInfinity: true }))

const { fields } = letrec<{ value: WritableValue; fields: WritableFields }>((tie) => ({
  value: oneof(
    { maxDepth: 3, depthSize: 'small' },
    texts,
    numbers,
    array(oneof(texts, numbers), { minLength: 2, maxLength: 4 }),
    tie('fields'),
  ),
  fields: dictionary(names, tie('value'), { minKeys: 1, maxKeys: 4 }),
}))
// What no XML can hold is left out of it.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

type Reading = { text: (text: string) => string; list: (entries: unknown[]) => unknown }

function readBack(value: WritableValue, reading: Reading): unknown {
  if (typeof value === 'string') return reading.text(value)
  if (typeof value === 'number') return JSON.stringify(value)
  if (Array.isArray(value)) return reading.list(value.map((one) => readBack(one, reading)))
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, readBack(one, reading)]))
}

const asXml: Reading = {
  text: (text) => text.replace(unwritable, ''),
  list: (entries) => ({ item: entries }),
}
const asJson: Reading = { text: (text) => text, list: (entries) => entries }

test('any fields survive being written as XML and read, but for characters that XML does not have', () => {
  assert(
    property(fields, (message) => {
      const written = writeXml(message)
      expect(written).not.toMatch(unwritable)
      expect(plain(readXml(written))).toEqual(readBack(message, asXml))
    }),
    { numRuns: 1_000 },
  )
})

test('any fields survive being written as JSON and read', () => {
  assert(
    property(fields, boolean(), (message, isSpaced) => {
      const written = JSON.stringify(message, null, isSpaced ? 2 : 0)
      expect(plain(readJson(written))).toEqual(readBack(message, asJson))
      expect(plain(readEnvelope(written).fields)).toEqual(readBack(message, asJson))
    }),
    { numRuns: 1_000 },
  )
})

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

const tokens = constantFrom(
  '<xml>',
  '</xml>',
  '<a>',
  '</a>',
  '<a/>',
  '<a b="c">',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a [',
  '<!ENTITY b "c">',
  ']',
  '&b;',
  '&amp;',
  '&#65;',
  '<',
  '>',
  '&',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '"a"',
  '"__proto__"',
  '<__proto__>',
  '</__proto__>',
  '\\',
  '\\u12',
  '\\u0041',
  'null',
  'true',
  '1',
  '-',
  '1e9',
  '1e999',
  '.5',
  '12345678901234567890',
  ' ',
  '\n',
  '\u0000',
  '\ud800',
  '😀',
  'Encrypt',
)
const almost = oneof(
  array(tokens, { maxLength: 40 }).map((list) => list.join('')),
  string({ unit: 'binary', maxLength: 100 }),
)
const framed = almost.map((text) => `<xml><a>${text}</a></xml>`)
const braced = almost.map((text) => `{"a":${text}}`)

test('no text and no bytes make a reader throw anything but its own refusal', () => {
  const bytes = uint8Array({ maxLength: 200 })
  const bodies = oneof(
    almost,
    framed,
    braced,
    bytes,
    framed.map((text) => Buffer.from(text)),
    constant(''),
  )
  assert(
    property(bodies, (body) => {
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
      for (const read of [() => readXml(text), () => readJson(text), () => readEnvelope(body)]) {
        try {
          read()
        } catch (error) {
          expect(error).toEqual(refused)
          expect(Object(error).cause).toBeUndefined()
        }
      }
    }),
    { numRuns: 3_000 },
  )
})
