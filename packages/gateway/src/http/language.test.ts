import { expect, test } from 'vitest'
import { readLanguage } from './language.ts'

test('hints come first, then the browser, then English', () => {
  expect(readLanguage(undefined)).toBe('en')
  expect(readLanguage('fr, de;q=0.8')).toBe('en')
  expect(readLanguage('fr, zh-TW;q=0.8, en;q=0.5')).toBe('zh')
  expect(readLanguage('zh-CN,zh;q=0.9', 'en-GB')).toBe('en')
  expect(readLanguage('en', 'fr zh-Hans')).toBe('zh')
  expect(readLanguage('zh', undefined, 'se')).toBe('zh')
  expect(readLanguage('en;q=0.1, zh-CN;q=0.9')).toBe('zh')
  expect(readLanguage('zh;q=0, en')).toBe('en')
  expect(readLanguage('enm, zho')).toBe('en')
})
