import { expect, test } from 'vitest'
import { readFields, readXml, writeXml } from './xml.ts'

const read = (text: string) => Object.fromEntries(readFields(readXml(text)))

test('texts stand in CDATA, numbers do not', () => {
  expect(
    writeXml([
      ['MsgType', 'text'],
      ['MsgId', 6272960105994287618n],
      ['CreateTime', 1714112445],
    ]),
  ).toBe(
    '<xml><MsgType><![CDATA[text]]></MsgType>\n<MsgId>6272960105994287618</MsgId>\n<CreateTime>1714112445</CreateTime>\n</xml>',
  )
})

test.for(['plain', '', 'a]]>b', ']]>]]>', ']]', '<b>&amp;</b>', '🍵\n\t'])(
  '%j comes back as it was',
  (value) => {
    expect(read(writeXml([['Content', value]]))).toEqual({ Content: value })
  },
)

test('text, CDATA, entities, empty elements and a declaration are read', () => {
  const text =
    '<?xml version="1.0" encoding="UTF-8"?>\n<xml> <A>x &amp; &#x4F60;&#22909;</A><B/><C><![CDATA[<&>]]>!</C></xml>\n'
  expect(read(text)).toEqual({ A: 'x & 你好', B: '', C: '<&>!' })
})

test.for([
  ['nothing', ''],
  ['no XML', 'success!'],
  ['a DOCTYPE', '<!DOCTYPE xml [<!ENTITY a "b">]><xml></xml>'],
  ['an entity of its own', '<xml><A>&a;</A></xml>'],
  ['a bare &', '<xml><A>a & b</A></xml>'],
  ['an attribute', '<xml a="b"></xml>'],
  ['an end too few', '<xml><A>'],
  ['an end too many', '<xml></xml></xml>'],
  ['ends in the wrong order', '<xml><A><B></A></B></xml>'],
  ['two roots', '<xml></xml><xml></xml>'],
  ['text beside the root', '<xml></xml>x'],
  ['a byte order mark', '\uFEFF<xml></xml>x'],
  ['the same name twice', '<xml><A>1</A><A>2</A></xml>'],
  ['deep nesting', `${'<a>'.repeat(20)}${'</a>'.repeat(20)}`],
  ['too many elements', `<xml>${'<a/>'.repeat(6000)}</xml>`],
  ['a character that does not exist', '<xml>&#x110000;</xml>'],
])('%s is refused', ([, text]) => {
  expect(() => read(text ?? '')).toThrow(expect.objectContaining({ code: 'push_xml_refused' }))
})
