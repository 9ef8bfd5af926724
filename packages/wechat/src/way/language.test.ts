import { expect, test } from 'vitest'
import { readLanguage } from './language.ts'

test.each([
  ['en;q=0.5,zh;q=0.9', 'zh'],
  ['ja,zh;q=0.9,en;q=0.8', 'zh'],
  ['en;q=0.5, zh-CN', 'zh'],
  ['zh;q=0,en', 'en'],
  ['fr', 'en'],
  [undefined, 'en'],
])('of %j the language is %s', (header, language) => {
  expect(readLanguage(header)).toBe(language)
})

test('what was chosen or asked for comes before what the browser prefers', () => {
  expect(readLanguage('zh', undefined, 'fr en-GB')).toBe('en')
  expect(readLanguage('en', 'zh', 'en')).toBe('zh')
})
