import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../packages/wechat/src/explain/explain.ts'
import { findErrorPage, printErrorPage } from './error-page.ts'

describe.each(['en', 'zh'] as const)('docs/%s/error.md', (language) => {
  const page = readFileSync(findErrorPage(language), 'utf8')

  test('is what the catalogue prints', () => {
    expect(page).toBe(printErrorPage(language))
  })

  test('has one anchor for every code, and no other', () => {
    const anchors = Array.from(page.matchAll(/<a id="([^"]*)"><\/a>/g), ([, code]) => code)
    const known = catalogue.flatMap(({ entries }) => entries.map(({ code }) => code))
    expect(anchors).toEqual(known.filter((code) => code !== undefined).map(String))
    expect(new Set(anchors).size).toBe(anchors.length)
  })

  test('every row has as many cells as its head', () => {
    const counts = page.split('\n\n').flatMap((block) => {
      const rows = block.split('\n').filter((row) => row.startsWith('|'))
      return [new Set(rows.map((row) => row.split(/(?<!\\)\|/).length)).size]
    })
    expect(Math.max(...counts)).toBe(1)
  })
})
