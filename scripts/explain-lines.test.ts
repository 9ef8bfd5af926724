import { describe, expect, test } from 'vitest'
import { explainAll } from '../packages/wechat/src/explain/explain.ts'
import { newcomerLines, type PastedLine, reportLines } from './pasted-line.ts'

function check({ line, key, says, unknownCodes = [] }: PastedLine): void {
  const { explanations, unknownCodes: unknown } = explainAll(line)
  const [first] = explanations
  expect(first === undefined ? undefined : (first.code ?? first.words)).toBe(key)
  expect(unknown).toEqual(unknownCodes)
  const { meaning = '', causes = [], cures = [], found = [] } = first?.texts.en ?? {}
  if (says) expect([...found, meaning, ...causes, ...cures].join('\n')).toMatch(says)
}

describe('what people paste is explained', () => {
  test('there are 44 lines of people who begin, and 36 of public reports', () => {
    expect([newcomerLines.length, reportLines.length]).toEqual([44, 36])
    expect(newcomerLines.filter(({ key }) => key !== undefined).length).toBeGreaterThanOrEqual(42)
    expect(reportLines.filter(({ key }) => key !== undefined).length).toBeGreaterThanOrEqual(27)
  })

  test.each(newcomerLines)('$line', check)
  test.each(reportLines)('$line', check)
})
