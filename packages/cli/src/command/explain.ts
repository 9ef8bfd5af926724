import { createReadStream } from 'node:fs'
import { isatty } from 'node:tty'
import { type Explanation, type Explanations, explainAll, type Language } from '@wxgate/wechat/explain'
import { buildUsageError, type CommandError, exitCodes } from '../exit.ts'
import { type Flags, type FlagValues, readFlagsAndWords } from '../flag.ts'
import { readTerminalLanguage } from '../language.ts'
import type { Output } from '../output.ts'
import type { Command, Surroundings } from './command.ts'

const flags: Flags = {
  lang: { type: 'string', value: 'zh|en', text: "the language (the terminal's, by LC_ALL and LANG)" },
  json: {
    type: 'boolean',
    text: 'one document on standard output, in both languages: explanations, unknownCodes',
  },
}

const standardInput = 0
const mostCharacters = 1_048_576

const label = {
  en: {
    shows: 'This line shows:',
    causes: 'Likely:',
    cures: 'Do:',
    who: 'Who acts: ',
    unknown: 'this line holds no code and no text that the catalogue knows.',
    page: " WeChat's own table of codes: ",
    rid: (rid: string, time: string) => `WeChat's request id: rid ${rid}, answered at ${time}.`,
    unknownCodes: (codes: string) => `the catalogue does not know ${codes}.`,
  },
  zh: {
    shows: '这一行说明：',
    causes: '可能的原因：',
    cures: '怎么办：',
    who: '谁来处理：',
    unknown: '这一行里没有目录已知的错误码或文字。',
    page: '微信自己的错误码表：',
    rid: (rid: string, time: string) => `微信的请求编号：rid ${rid}，应答时间 ${time}。`,
    unknownCodes: (codes: string) => `目录里没有 ${codes}。`,
  },
} as const

/** WeChat's table of global return codes. */
const table = 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html'

/** `wxgate explain`: cause and cure of WeChat's codes, page texts and error lines. Works offline. */
export const explain: Command = {
  name: 'explain',
  summary: "cause and cure of WeChat's and wxgate's codes, page texts and error lines",
  words: 'CODE_OR_LINE',
  flags,
  examples: [
    ['explain 40164', 'one code'],
    ['explain 40164 login_expired', 'several codes'],
    ["explain 'invalid ip 203.0.113.7, not in whitelist'", 'an error line, as it was pasted'],
    ['explain --lang zh < error.log', 'a log, in Chinese'],
  ],
  page: 'error',
  async run(given, { output, env }) {
    const { values, words } = readFlagsAndWords(given.map(shield), flags, 'explain')
    const language = readLanguage(values, env)
    const line = words.length > 0 || values['no-input'] ? words.join(' ') : await readInput()
    if (line.trim() === '') throw buildNothing()
    return tell(explainAll(line), { output, language, isJson: values.json === true })
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
  { explanations, unknownCodes }: Explanations,
  { output, language, isJson }: { output: Output; language: Language; isJson: boolean },
) {
  if (isJson) output.data(JSON.stringify({ explanations, unknownCodes }))
  else if (explanations.length > 0)
    output.data(explanations.map((explanation) => buildText(explanation, language)).join('\n\n'))
  // The line is not repeated: it may hold a token. A number that stands as a code is none.
  const { unknown, page, unknownCodes: sayUnknown } = label[language]
  const missing = unknownCodes.length > 0 ? sayUnknown(unknownCodes.join(', ')) : unknown
  if (explanations.length === 0 || unknownCodes.length > 0) output.talk(`wxgate: ${missing}${page}${table}`)
  return explanations.length > 0 ? exitCodes.ok : exitCodes.checkFailed
}

function buildText({ code, words, rid, at, texts }: Explanation, language: Language): string {
  const { meaning, causes, cures, who, found } = texts[language]
  const { shows, causes: likely, cures: act, who: acts, rid: sayRid } = label[language]
  return [
    [code, words].filter((part) => part !== undefined && part !== '').join('  '),
    meaning,
    ...buildList(shows, found),
    ...buildList(likely, causes),
    ...buildList(act, cures),
    '',
    `${acts}${who}`,
    ...(rid === undefined || at === undefined ? [] : [sayRid(rid, new Date(at).toISOString())]),
  ].join('\n')
}

function buildList(title: string, sentences: readonly string[]): string[] {
  if (sentences.length === 0) return []
  return ['', title, ...sentences.map((sentence, index) => `  ${index + 1}. ${sentence}`)]
}
