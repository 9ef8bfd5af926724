import { expect, test } from 'vitest'
import { readEnvelope } from './envelope.ts'
import { readJson } from './json.ts'
import { readXml, writeXml } from './xml.ts'

const refused = expect.objectContaining({ code: 'message_xml' })

test('text, entities, CDATA, empty and nested elements are read; a name that repeats is a list', () => {
  const text =
    '<?xml version="1.0" encoding="utf-8"?>\n<xml>\n<A>1 &lt;&amp;&gt;&quot;&apos;</A><B/><C><![CDATA[<]]></C><P><i><m>1</m></i><i>2</i></P><L>1</L><L/></xml>\n'
  const L = ['1', '']
  expect(readXml(text)).toEqual({ A: '1 <&>"\'', B: '', C: '<', P: { i: [{ m: '1' }, '2'] }, L })
})

test('doctypes, entities, attributes, comments and instructions are refused', () => {
  const hostile = [
    '<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml><A>1</A></xml>',
    '<!DOCTYPE xml [<!ENTITY a SYSTEM "http://127.0.0.1/">]><xml><A>&a;</A></xml>',
    '<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><A>&b;</A></xml>',
    '<xml><!DOCTYPE a><A>1</A></xml>',
    '<xml><A>&b;</A></xml>',
    '<xml><A>&#65;</A></xml>',
    '<xml><A>&#x41;</A></xml>',
    '<xml><A>& </A></xml>',
    '<xml><A a="1">1</A></xml>',
    '<xml><!-- --><A>1</A></xml>',
    '<xml><?php ?><A>1</A></xml>',
    '<xml xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></xml>',
    '<xml><A>1]]></A></xml>',
    '<xml><A><![CDATA[1</A></xml>',
  ]
  for (const text of hostile) expect(() => readXml(text), text).toThrow(refused)
})

test('what is not one whole root of elements is refused', () => {
  const broken = [
    '',
    'x',
    '<xml/>',
    '<xml>1</xml>',
    '<a><A>1</A></a>',
    '<xml><A>1</xml>',
    '<xml><A>1</A>',
    '</xml>',
  ]
  const beside = [
    '<xml><A>1</A></xml>x',
    '<xml><A>1</A></xml><xml/>',
    '<xml><A>1</A></xml><b/>',
    '<xml>x<A/></xml>',
  ]
  for (const text of [...broken, ...beside]) expect(() => readXml(text), text).toThrow(refused)
})

test('an envelope with two messages is refused, and so is a name that every object has', () => {
  expect(() => readEnvelope('<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>')).toThrow(refused)
  expect(() => readXml('<xml><A>1</A></xml><xml><A>1</A></xml>')).toThrow(refused)
  expect(() => readXml('<xml><__proto__><polluted>1</polluted></__proto__></xml>')).toThrow(refused)
  expect(() => readJson('{"Encrypt":"a","Encrypt":"b"}')).toThrow(refused)
  expect(() => readJson('{"__proto__":{"polluted":1}}')).toThrow(refused)
  expect(() => readJson('{"a":{"\\u005f_proto__":1}}')).toThrow(refused)
  const fields = readXml('<xml><constructor>1</constructor></xml>')
  expect([fields.constructor, fields.toString, 'polluted' in {}]).toEqual(['1', undefined, false])
})

test('depth, number and size have limits, and reaching them costs next to nothing', () => {
  const deep = (levels: number) => `${'<a>'.repeat(levels)}1${'</a>'.repeat(levels)}`
  expect(() => readXml(`<xml>${deep(7)}</xml>`)).not.toThrow()
  expect(() => readXml(`<xml>${deep(8)}</xml>`)).toThrow(refused)
  expect(() => readXml(`<xml>${deep(5_000)}</xml>`)).toThrow(refused)
  const wide = (count: number) => Array.from({ length: count }, (_, at) => `<a${at}/>`).join('')
  expect(() => readXml(`<xml>${wide(199)}</xml>`)).not.toThrow()
  expect(() => readXml(`<xml>${wide(200)}</xml>`)).toThrow(refused)
  expect(() => readJson(`{"a":${'['.repeat(9)}${']'.repeat(9)}}`)).toThrow(refused)
  expect(() => readJson(`{"a":[${'1,'.repeat(200)}1]}`)).toThrow(refused)
  expect(() => readEnvelope(`<xml><A>${'x'.repeat(65_536)}</A></xml>`)).toThrow(refused)
  expect(() => readEnvelope(`<xml><A>${'中'.repeat(22_000)}</A></xml>`)).toThrow(refused)
  expect(() => readEnvelope(new Uint8Array(10_000_000))).toThrow(refused)
  expect(() => readEnvelope(`<xml><A>${'x'.repeat(65_000)}</A></xml>`)).not.toThrow()
})

test('JSON keeps large numbers, drops raw control characters, and refuses what is no object', () => {
  const text = '{"MsgId":4561255354251345929,"a":"b\u0001c","t":true,"n":null,"l":[1,{"x":"\\u4e2d"}]}'
  expect(readJson(text)).toEqual({
    MsgId: '4561255354251345929',
    a: 'bc',
    t: 'true',
    n: '',
    l: ['1', { x: '中' }],
  })
  for (const wrong of [
    '',
    '[]',
    '"a"',
    '{',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{"a":1}x',
    '{"a":"\\x"}',
    '{a:1}',
  ]) {
    expect(() => readJson(wrong), wrong).toThrow(refused)
  }
})

test('a reply is written without what XML cannot hold, which would spoil it as a whole', () => {
  const written = writeXml({ Content: '小\u0014明]]\u0000>\ud800 \t\r\n😀\uffff' })
  expect(written).toBe('<xml><Content><![CDATA[小明]]]]><![CDATA[> \t\r\n😀]]></Content></xml>')
})

test('a list is written as its entries', () => {
  const written = '<xml><Articles><item><A>1</A></item><item><A>2</A></item></Articles></xml>'
  expect(writeXml({ Articles: [{ A: 1 }, { A: 2 }] })).toBe(written)
  expect(writeXml({ Articles: { item: [{ A: 1 }, { A: 2 }] } })).toBe(written)
})

test('a reply cannot have a field whose name is markup', () => {
  expect(() => writeXml({ 'a><b': '1' })).toThrow(expect.objectContaining({ code: 'message_reply_invalid' }))
})
