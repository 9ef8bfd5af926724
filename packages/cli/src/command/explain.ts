import { createReadStream } from 'node:fs'
import { isatty } from 'node:tty'
import { type Explanation, explain as explainLine, type Language } from '@wxgate/wechat/explain'
import { buildUsageError, type CommandError, exitCodes } from '../exit.ts'
import { type Flags, type FlagValues, readFlagsAndWords } from '../flag.ts'
import { readTerminalLanguage } from '../language.ts'
import type { Output } from '../output.ts'
import type { Command, Surroundings } from './command.ts'

const flags: Flags = {
  lang: { type: 'string', value: 'zh|en', text: "the language (the terminal's, by LC_ALL and LANG)" },
  json: { type: 'boolean', text: 'one document on standard output, in both languages; null when unknown' },
}

const standardInput = 0
const mostCharacters = 1_048_576

const label = {
  en: {
    shows: 'This line shows:',
    causes: 'Likely:',
    cures: 'Do:',
    who: 'Who acts:',
    unknown: 'no code or text of WeChat that the catalogue knows.',
  },
  zh: {
    shows: '这一行说明：',
    causes: '可能的原因：',
    cures: '怎么办：',
    who: '谁来处理：',
    unknown: '没有目录里已知的微信错误码或页面文字。',
  },
} as const

/** `wxgate explain`: cause and cure of WeChat's codes, page texts and error lines. Works offline. */
export const explain: Command = {
  name: 'explain',
  summary: "cause and cure of one of WeChat's codes, page texts or error lines",
  words: 'CODE_OR_LINE',
  flags,
  examples: [
    ['explain 40164', 'one code'],
    ["explain 'invalid ip 203.0.113.7, not in whitelist'", 'an error line, as it was pasted'],
    ['explain --lang zh < error.log', 'a log, in Chinese'],
  ],
  page: 'error',
  async run(given, { output, env }) {
    const { values, words } = readFlagsAndWords(given.map(shield), flags, 'explain')
    const language = readLanguage(values, env)
    const line = words.length > 0 || values['no-input'] ? words.join(' ') : await readInput()
    if (line.trim() === '') throw buildNothing()
    return tell(explainLine(line), { output, language, isJson: values.json === true })
  },
}

/** The parser takes `-1`, and a line that begins with a dash, for flags; a blank before them is harmless. */
function shield(word: string): string {
  return /^-\d+$|^-.*\s/s.test(word) ? ` ${word}` : word
}

function readLanguage({ lang }: FlagValues, env: Surroundings['env']): Language {
  if (lang === 'zh' || lang === 'en') return lang
  if (lang !== undefined) throw buildUsageError('--lang must be zh or en.')
  return readTerminalLanguage(env)
}

async function readInput(): Promise<string> {
  if (isatty(standardInput)) throw buildNothing()
  let text = ''
  for await (const chunk of createReadStream('', { fd: standardInput, encoding: 'utf8', autoClose: false })) {
    text += chunk
    if (text.length >= mostCharacters) break
  }
  return text
}

function buildNothing(): CommandError {
  return buildUsageError(
    'explain needs a code or a line, as an argument or on standard input. See wxgate help explain.',
  )
}

function tell(
  explanation: Explanation | undefined,
  { output, language, isJson }: { output: Output; language: Language; isJson: boolean },
) {
  if (isJson) output.data(JSON.stringify(explanation ?? null))
  else if (explanation) output.data(buildText(explanation, language))
  if (explanation) return exitCodes.ok
  // The line is not repeated: it may hold a token.
  output.talk(`wxgate: ${label[language].unknown}`)
  return exitCodes.checkFailed
}

function buildText({ code, words, rid, at, texts }: Explanation, language: Language): string {
  const { meaning, causes, cures, who, found } = texts[language]
  const { shows, causes: likely, cures: act, who: acts } = label[language]
  return [
    code === undefined ? words : `${code}  ${words}`,
    meaning,
    ...buildList(shows, found),
    ...buildList(likely, causes),
    ...buildList(act, cures),
    '',
    `${acts} ${who}`,
    ...(rid === undefined || at === undefined ? [] : [`rid ${rid}  ${new Date(at).toISOString()}`]),
  ].join('\n')
}

function buildList(title: string, sentences: readonly string[]): string[] {
  if (sentences.length === 0) return []
  return ['', title, ...sentences.map((sentence, index) => `  ${index + 1}. ${sentence}`)]
}
