// The fidelity ledger: `node --conditions=wxgate-source scripts/ledger.ts` prints the rules of the simulator into
// docs/en/fidelity.md and docs/zh/fidelity.md; `--check` says which of them are not what the rules print.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rule, Words } from '../packages/simulator/src/rules/rule.ts'
import { readErrmsg } from '../packages/simulator/src/wire/errmsg.ts'
import { guessedRefusals } from './guessed-refusal.ts'
import { writeSource } from './ledger-source.ts'
import { notSimulated } from './not-simulated.ts'
import { type Held, listRules, readSources } from './rule-list.ts'
import { canRefuse, findReached, type Reached } from './rule-reach.ts'

type Language = 'en' | 'zh'

/** A rule with all that the page says about it. */
export type Entry = {
  rule: Rule
  /** WeChat's paths where it can decide; empty: it has no path of its own. */
  paths: string[]
  refuses: boolean
  /** Switches that change what it does. */
  switches: string[]
}

/** Errcodes that a refusal carries in the place of the rule's own: by a switch, or below `/sns/`. */
export const alsoErrcodes: Readonly<Record<string, { errcode: number; below?: string }>> = {
  code_fresh: { errcode: 42003 },
  component_token_present: { errcode: 41021, below: '/sns/' },
  component_token_fresh: { errcode: 42006, below: '/sns/' },
}

/** Rules that look at the path themselves. */
const onlyAt: Readonly<Record<string, string>> = { referer_matches: '/cgi-bin/componentloginpage' }

/** Switches that a rule's own words do not name. */
const furtherSwitches: Readonly<Record<string, readonly string[]>> = {
  token_calls_per_day: ['tokenCallsPerDay'],
  stable_token_calls_per_minute: ['stableTokenCallsPerMinute'],
  stable_token_calls_per_day: ['stableTokenCallsPerDay'],
  stable_token_forces_per_day: ['stableTokenForcesPerDay'],
  sns_calls_per_minute: ['snsCallsPerMinute'],
  caller_on_white_list: ['callerAddress', 'whiteListEveryCall'],
  caller_of_platform: ['callerAddress', 'whiteListEveryCall'],
  redirect_uri_port: ['strictPort'],
}

/** Where the printed part of a page begins; what stands above it is written by hand. */
const border = '<!-- below: printed by scripts/ledger.ts from the rules -->\n'

const text = {
  overview: { en: 'What each path can answer', zh: '每个路径可能的应答' },
  path: { en: 'path', zh: '路径' },
  answers: { en: 'errcodes and pages', zh: '错误码与页面' },
  rules: { en: 'The rules', zh: '规则' },
  elsewhere: { en: 'Everywhere', zh: '所有路径' },
  rule: { en: 'rule', zh: '规则' },
  answer: { en: 'answer', zh: '应答' },
  wrong: { en: 'what was wrong', zh: '哪里不对' },
  passes: { en: 'what would have passed', zh: '怎样才通过' },
  known: { en: 'how it is known', zh: '依据' },
  decides: { en: 'what decides', zh: '由什么决定' },
  page: { en: 'page', zh: '页面' },
  noteOnly: { en: 'a note in the journal, never a refusal', zh: '只在日志里提示，从不拒绝' },
  noted: { en: 'a note', zh: '提示' },
  guess: {
    en: 'always refused; that this is the answer is our guess: ',
    zh: '总是拒绝；应答内容是我们的推测：',
  },
  missing: { en: 'Not simulated', zh: '没有模拟的' },
  why: { en: 'why', zh: '原因' },
  official: { en: 'official', zh: '官方' },
  captured: { en: 'captured', zh: '实测' },
  supposed: { en: 'supposed', zh: '推测' },
} satisfies Record<string, Words>

function listSwitches(rule: Rule): string[] {
  const said = [rule.wrong.en, rule.passes.en, rule.source].join(' ')
  const named = Array.from(said.matchAll(/switch (\w+)/g), ([, name = '']) => name)
  return [...new Set([...named, ...(furtherSwitches[rule.name] ?? [])])]
}

/** Where a rule can decide: what the code comes to; what only a phone knows of, as the rule itself says. */
function listPaths(each: Held, reached: Reached[]): string[] {
  const { name, endpoints } = each.rule
  const only = onlyAt[name]
  if (only !== undefined) return [only]
  const found = reached.filter(({ rules }) => rules.includes(each)).map(({ path }) => path)
  const served = reached.map(({ path }) => path)
  const isServed = endpoints.every((path) => served.includes(path))
  return [...new Set(found.length === 0 && isServed ? endpoints : found)]
}

/** Every rule with what the code says about it, in the order of the paths. */
function buildEntries(sources: Map<string, string>, held: Held[], reached: Reached[]): Entry[] {
  const entries = held.map((each) => ({
    rule: each.rule,
    paths: listPaths(each, reached),
    refuses: canRefuse(sources, each),
    switches: listSwitches(each.rule),
  }))
  const order = reached.map(({ path }) => path)
  const place = ({ paths: [first] }: Entry) => (first === undefined ? order.length : order.indexOf(first))
  return entries.toSorted((a, b) => place(a) - place(b) || b.paths.length - a.paths.length)
}

function code(value: string | number): string {
  return `\`${value}\``
}

function writeRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [writeRow(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(writeRow)].join('\n')
}

/** The errcodes that a rule answers with at a path, or anywhere. */
function listErrcodes({ name, errcode }: Rule, path?: string): number[] {
  const also = alsoErrcodes[name]
  if (errcode === null) return []
  if (!also) return [errcode]
  if (also.below === undefined || path === undefined) return [errcode, also.errcode]
  return path.startsWith(also.below) ? [also.errcode] : [errcode]
}

function isPicture(path: string): boolean {
  return path === '/cgi-bin/showqrcode'
}

function writeAnswer({ rule, paths: [path = '/cgi-bin/'], refuses }: Entry, language: Language): string {
  if (!refuses) return text.noted[language]
  if (rule.page) return `${text.page[language]} ${code(rule.page.name)} ${rule.page.text}`
  if (rule.errcode === null) return isPicture(path) ? 'HTTP 404' : code('该链接无法访问')
  return listErrcodes(rule)
    .map((errcode) => `${code(errcode)} ${readErrmsg(errcode, path)}`)
    .join('; ')
}

function writeDecision({ rule, refuses, switches }: Entry, language: Language): string {
  if (switches.length > 0) return switches.map(code).join(' ')
  if (!refuses) return text.noteOnly[language]
  const why = guessedRefusals[rule.name]
  return why ? `${text.guess[language]}${why[language]}` : ''
}

function writeEntry(entry: Entry, language: Language): string[] {
  const { name, wrong, passes, confidence, source } = entry.rule
  const known = `**${text[confidence][language]}** · ${writeSource(source, language)}`
  const answer = writeAnswer(entry, language)
  return [code(name), answer, wrong[language], passes[language], known, writeDecision(entry, language)]
}

function writeHeading([first, ...others]: string[], language: Language): string {
  if (first === undefined) return `### ${text.elsewhere[language]}`
  if (others.length === 0) return `### ${code(first)}`
  const more = language === 'en' ? `and ${others.length} more` : `等 ${others.length + 1} 个`
  return `### ${code(first)} ${more}\n\n${[first, ...others].map(code).join(' · ')}`
}

function writeRules(entries: readonly Entry[], language: Language): string[] {
  const head = [text.rule, text.answer, text.wrong, text.passes, text.known, text.decides]
  const groups = Map.groupBy(entries, ({ paths }) => paths.join(' '))
  return [...groups.values()].flatMap((group) => [
    writeHeading(group[0]?.paths ?? [], language),
    writeTable(
      head.map((words) => words[language]),
      group.map((entry) => writeEntry(entry, language)),
    ),
  ])
}

/** Numbers and names of all that an entry can answer. */
export function listAnswers({ rule, refuses }: Entry): string[] {
  if (!refuses) return []
  const pages = rule.page ? [rule.page.name, rule.page.text] : []
  return [...pages, ...listErrcodes(rule).map(String)]
}

function listAnswersAt(rule: Rule, path: string): string[] {
  if (rule.errcode !== null) return listErrcodes(rule, path).map(String)
  return isPicture(path) ? ['HTTP 404'] : rule.page ? [rule.page.text] : []
}

function writeOverview(entries: readonly Entry[], reached: readonly Reached[], language: Language): string {
  const rows = [...Map.groupBy(reached, ({ path }) => path)].map(([path, methods]) => {
    const here = entries.filter(({ paths, refuses }) => refuses && paths.includes(path))
    const answers = here.flatMap(({ rule }) => listAnswersAt(rule, path))
    const verbs = [...new Set(methods.map(({ method }) => method))].join(', ')
    return [`${verbs} ${code(path)}`, [...new Set(answers)].toSorted().join(' · ') || '–']
  })
  return writeTable([text.path[language], text.answers[language]], rows)
}

function writeMissing(language: Language): string {
  const rows = notSimulated.map(({ answers, why }) => [answers.map(code).join(' '), why[language]])
  return writeTable([text.answer[language], text.why[language]], rows)
}

/** The printed part of a page. */
function printLedger(entries: readonly Entry[], reached: readonly Reached[], language: Language): string {
  return `${[
    `## ${text.overview[language]}`,
    writeOverview(entries, reached, language),
    `## ${text.rules[language]}`,
    ...writeRules(entries, language),
    `## ${text.missing[language]}`,
    writeMissing(language),
  ].join('\n\n')}\n`
}

/** What the rules of the checkout say. */
async function readLedger(): Promise<{ entries: Entry[]; reached: Reached[] }> {
  const sources = readSources()
  const held = await listRules(sources)
  const reached = findReached(sources, held)
  return { entries: buildEntries(sources, held, reached), reached }
}

function readPage(language: Language): { file: string; before: string; page: string } {
  const file = join(import.meta.dirname, '..', 'docs', language, 'fidelity.md')
  const page = readFileSync(file, 'utf8')
  return { file, page, before: page.slice(0, page.indexOf(border) + border.length) }
}

async function main(words: string[]): Promise<void> {
  const { entries, reached } = await readLedger()
  const stale = (['en', 'zh'] as const).filter((language) => {
    const { file, before, page } = readPage(language)
    const printed = `${before}\n${printLedger(entries, reached, language)}`
    if (words.length === 0) writeFileSync(file, printed)
    return printed !== page
  })
  if (words.includes('--json')) console.log(JSON.stringify({ entries, stale }))
  if (words.includes('--check')) process.exitCode = stale.length > 0 ? 1 : 0
}

if (import.meta.main) await main(process.argv.slice(2))
