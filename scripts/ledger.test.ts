import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { documentedAnswers } from './documented-answer.ts'
import { guessedRefusals } from './guessed-refusal.ts'
import { alsoErrcodes, type Entry, listAnswers } from './ledger.ts'
import { writeSource } from './ledger-source.ts'
import { notSimulated } from './not-simulated.ts'
import { readSources } from './rule-list.ts'

const root = join(import.meta.dirname, '..')
const sources = readSources()
const all = [...sources.values()].join('\n')

let entries: Entry[] = []
let stale: string[] = []

beforeAll(() => {
  const words = ['--conditions=wxgate-source', 'scripts/ledger.ts', '--json', '--check']
  try {
    const printed = execFileSync(process.execPath, words, { cwd: root, encoding: 'utf8' })
    ;({ entries, stale } = JSON.parse(printed))
  } catch (error) {
    ;({ entries, stale } = JSON.parse(String(Object(error).stdout)))
  }
})

function findAll(pattern: RegExp): string[] {
  return [...new Set(Array.from(all.matchAll(pattern), ([, word = '']) => word))]
}

const names = () => entries.map(({ rule }) => rule.name)

test('the pages are what the rules print; otherwise run: node --conditions=wxgate-source scripts/ledger.ts', () => {
  expect(stale).toEqual([])
})

test('every rule that is written down anywhere in the simulator is in the ledger, and once', () => {
  const written = findAll(/name: '([a-z0-9_]+)',\n\s+(?:endpoints|wrong)\b/g)
  expect(written.length).toBeGreaterThan(100)
  expect(written.filter((name) => !names().includes(name))).toEqual([])
  expect(names().length).toBe(new Set(names()).size)
  expect(entries.length).toBeGreaterThanOrEqual(all.match(/^(?:export )?const \w+: Rule\b/gm)?.length ?? 0)
})

test('every refusal in the simulator names a rule of the ledger', () => {
  const constants = findAll(/^(?:export )?const (\w+)(?:: Rule)? = /gm)
  const refused = findAll(/new Refused\(([a-z]\w+),/g)
  expect(refused.filter((name) => !constants.includes(name) && name !== 'rule')).toEqual([])
})

test('a guess refuses nothing, unless a switch stands beside it or nothing sensible could be answered', () => {
  const guessed = entries.filter(
    ({ rule, refuses, switches }) => rule.confidence === 'supposed' && refuses && switches.length === 0,
  )
  expect(guessed.map(({ rule }) => rule.name).toSorted()).toEqual(Object.keys(guessedRefusals).toSorted())
})

/** Decided before the code of a path, or of no path. */
const everywhere = ['console_replies_off', 'method_is_get', 'method_is_post', 'path_known', 'path_simulated']

test('a rule without a path is one that holds at every path', () => {
  const nowhere = entries.filter(({ paths }) => paths.length === 0).map(({ rule }) => rule.name)
  expect(nowhere.toSorted()).toEqual(everywhere)
})

test('the paths a rule says it is applied at are those whose code comes to it', () => {
  const own = entries.filter(({ rule }) => !everywhere.includes(rule.name))
  const said = own.map(({ rule }) => [rule.name, rule.endpoints.toSorted()])
  expect(said).toEqual(own.map(({ rule, paths }) => [rule.name, paths.toSorted()]))
})

describe('completeness', () => {
  const excused = notSimulated.flatMap(({ answers }) => answers).map(String)
  const documented = Object.values(documentedAnswers).flat().map(String)

  test.each(Object.entries(documentedAnswers))(
    '%s: every answer comes of a rule or is excused',
    (_, answers) => {
      const given = entries.flatMap(listAnswers)
      expect(answers.map(String).filter((each) => !given.includes(each) && !excused.includes(each))).toEqual(
        [],
      )
    },
  )

  test('nothing is excused that a rule gives, or that nobody documents, or twice', () => {
    const given = entries.flatMap(listAnswers)
    expect(excused.filter((each) => given.includes(each))).toEqual([])
    expect(excused.filter((each) => !documented.includes(each))).toEqual([])
    expect(excused.length).toBe(new Set(excused).size)
  })

  test('errcodes that a refusal puts in the place of the rule’s own are named', () => {
    const named = Object.values(alsoErrcodes).map(({ errcode }) => errcode)
    const written = findAll(/\{ errcode: (\d{5}) \}/g).map(Number)
    const chosen = /expiredCode: z\.literal\(\[40029, (\d+)\]\)/.exec(all)?.[1]
    expect([...written, Number(chosen)].toSorted()).toEqual(named.toSorted())
  })
})

describe('switches', () => {
  const known = findAll(/^ {2}(\w+): z\s?\.?/gm)

  test('every switch of the ledger exists', () => {
    const named = [...new Set(entries.flatMap(({ switches }) => switches))]
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((name) => !known.includes(name))).toEqual([])
  })

  test('every switch that a rule looks at stands beside a rule', () => {
    const rules = [...sources].filter(([file]) => file.includes('/rules/')).map(([, text]) => text)
    const read = rules.flatMap((text) => [
      ...Array.from(text.matchAll(/switches\.(\w+)/g), ([, name = '']) => name),
      ...Array.from(text.matchAll(/const \{ ([^}]+) \} = call\.world\.switches/g), ([, list = '']) =>
        list.split(',').map((each) => each.split(':')[0]?.trim() ?? ''),
      ).flat(),
    ])
    const named = entries.flatMap(({ switches }) => switches)
    expect(read.filter((name) => !named.includes(name))).toEqual([])
  })
})

test('the sentence of a chat whose server fails is WeChat’s', () => {
  expect(all).toContain("'该公众号暂时无法提供服务，请稍后再试'")
})

test('every source of a rule has its Chinese words', () => {
  const zh = entries.map(({ rule }) => writeSource(rule.source, 'zh').replace(/\[.*?\]\(.*?\)/, ''))
  const english = zh.filter((text) => /[a-z]{3,} [a-z]{3,}/.test(text))
  expect(english).toEqual([])
})
