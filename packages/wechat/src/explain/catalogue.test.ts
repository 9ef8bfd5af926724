import { expect, test } from 'vitest'
import { errcodes, pageCodes } from '../wire/errcode.ts'
import { catalogue } from './catalogue.ts'
import { errmsgs } from './errmsg.ts'
import { kindProse } from './kind-prose.ts'

const entries = catalogue.flatMap((family) => family.entries)
const numbered = entries.filter(({ code }) => code !== undefined)

test('every code of the API and of the authorize page stands in the catalogue', () => {
  const known = [...errcodes.map(({ errcode }) => errcode), ...pageCodes.map(({ code }) => code)]
  const codes = new Set(numbered.map(({ code }) => code))
  expect(known.filter((code) => !codes.has(code))).toEqual([])
})

test('no code stands twice, and no text', () => {
  const keys = entries.map(({ code, words }) => code ?? words)
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
})

test.each([
  [63002, -107, 200302, 60020, 10038],
  [-40001, -40002, -40003, -40004, -40005, -40006, -40007, -40008, -40009, -40010, -40011],
  [40016, 40018, 40023, 40027, 40036, 40037, 40092, 40119, 45056, 45057, 45058, 45059, 45157, 45158, 45159],
  [46003, 47003, 63178, 76001, 76002, 87009, 1400001],
])('numbers beyond the table of return codes are known: %i …', (...codes) => {
  for (const code of codes) expect(numbered.filter((entry) => entry.code === code)).toHaveLength(1)
})

test('words and kind of a code are those of the table', () => {
  for (const { errcode, kind } of errcodes) {
    const words = errmsgs.get(errcode)
    expect(entries.find(({ code }) => code === errcode)).toMatchObject({ words, kind })
  }
  for (const { code, text } of pageCodes) {
    expect(entries.find((entry) => entry.code === code)?.words).toBe(text)
  }
})

test('both languages say as much, in whole sentences', () => {
  for (const { code, words, prose } of entries) {
    const lists = [prose.en, prose.zh].map(({ meaning, causes, cures }) => [[meaning], causes, cures])
    const [en = [], zh = []] = lists
    expect([code, words, zh.map(({ length }) => length)]).toEqual([
      code,
      words,
      en.map(({ length }) => length),
    ])
    expect(en.flat().filter((text) => !/^[A-Z0-9]\w*.*[.?]$/i.test(text))).toEqual([])
    expect(zh.flat().filter((text) => !/[\u4e00-\u9fff].*[。？]$/.test(text))).toEqual([])
    expect(Math.min(...en.map(({ length }) => length))).toBe(1)
  }
})

test.each([
  40001, 40013, 40029, 40125, 40163, 40164, 40243, 41001, 42001, 42002, 42003, 45009, 45011, 48001, 50001,
  61003, 61004, 61005, 61006, 61009, 61010, 61023, 10003, 10005, 10006, 10009, 10015, 10016,
])('%i, which many meet, has more than one cause or cure', (code) => {
  const entry = entries.find((each) => each.code === code)
  expect(entry?.prose.en.cures.length).toBeGreaterThan(1)
  expect((entry?.prose.en.causes.length ?? 0) + (entry?.prose.en.cures.length ?? 0)).toBeGreaterThan(2)
})

test('every kind has its sentence in both languages', () => {
  for (const { kind } of entries) {
    expect(kindProse[kind].en).toMatch(/\.$/)
    expect(kindProse[kind].zh).toMatch(/。$/)
  }
})

test('every code has WeChat’s text, and every text its code', () => {
  expect([...errmsgs.keys()].toSorted()).toEqual(errcodes.map(({ errcode }) => errcode).toSorted())
})
