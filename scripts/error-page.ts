// The error pages: `node --conditions=wxgate-source scripts/error-page.ts` prints the error catalogue into
// docs/en/error.md and docs/zh/error.md; a test says which of them are not what the catalogue prints.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CatalogueEntry,
  type CatalogueFamily,
  catalogue,
  type Language,
} from '../packages/wechat/src/explain/explain.ts'
import { kindProse } from '../packages/wechat/src/explain/kind-prose.ts'

const text = {
  en: {
    title: 'What WeChat and wxgate say, and what to do',
    other: 'English · [中文](../zh/error.md)',
    lead: [
      'Printed from the catalogue that `@wxgate/wechat/explain` reads; do not edit it here.',
      '`explain(input)` of that subpath reads a number, a line of a log, a page text or an error, offline; `npx wxgate explain` reads what is pasted.',
      'Every code has its anchor: `error.md#40164`, `error.md#login_expired`. Match on the code, never on the text. Causes are listed the likeliest first.',
      'Where to click carries the day on which it was compared with WeChat’s pages: WeChat moves its menus.',
    ],
    kinds: 'Who acts',
    kindHead: ['kind', 'who acts'],
    head: ['code', 'meaning', 'causes', 'what to do', 'kind'],
  },
  zh: {
    title: '微信和 wxgate 说了什么，该怎么办',
    other: '[English](../en/error.md) · 中文',
    lead: [
      '由 `@wxgate/wechat/explain` 所用的目录打印而成，请不要在这里修改。',
      '其中的 `explain(input)` 读一个数字、一行日志、一段页面文字或一个错误，离线可用；`npx wxgate explain` 读粘贴的内容。',
      '每个代码都有锚点：`error.md#40164`、`error.md#login_expired`。请按代码判断，不要按文字。原因按可能性从大到小排列。',
      '点击的位置都写着与微信页面核对的日期：微信会移动它的菜单。',
    ],
    kinds: '谁来处理',
    kindHead: ['kind', '谁来处理'],
    head: ['代码', '含义', '原因', '怎么办', 'kind'],
  },
} as const

function writeRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`
}

function writeTable(head: readonly string[], rows: readonly string[]): string {
  return [writeRow(head), `|${head.map(() => '---').join('|')}|`, ...rows].join('\n')
}

/** Several sentences are numbered, so that they can be told apart in a cell. */
function writeSentences(sentences: readonly string[]): string {
  if (sentences.length === 1) return sentences.join()
  return sentences.map((sentence, index) => `(${index + 1}) ${sentence}`).join(' ')
}

function writeEntry({ code, words, kind, prose }: CatalogueEntry, language: Language): string {
  const { meaning, causes, cures } = prose[language]
  const row = writeRow([
    writeCode({ code, words }),
    meaning,
    writeSentences(causes),
    writeSentences(cures),
    `\`${kind}\``,
  ])
  return code === undefined ? row : row.replace('| ', `| <a id="${code}"></a>`)
}

/** WeChat's words stand behind its number; a literal code of wxgate has none. */
function writeCode({ code, words }: Pick<CatalogueEntry, 'code' | 'words'>): string {
  if (code === undefined) return words
  if (typeof code === 'string') return `\`${code}\``
  return words === '' ? String(code) : `${code} \`${words}\``
}

function writeFamily({ name, entries }: CatalogueFamily, language: Language): string {
  const rows = entries.map((entry) => writeEntry(entry, language))
  return `## ${name[language]}\n\n${writeTable(text[language].head, rows)}`
}

/** The whole page of a language. */
export function printErrorPage(language: Language): string {
  const { title, other, lead, kinds, kindHead } = text[language]
  const rows = Object.entries(kindProse).map(([kind, who]) => writeRow([`\`${kind}\``, who[language]]))
  return `${[
    `# ${title}`,
    other,
    lead.join('\n'),
    ...catalogue.map((family) => writeFamily(family, language)),
    `## ${kinds}\n\n${writeTable(kindHead, rows)}`,
  ].join('\n\n')}\n`
}

/** Where the page of a language stands. */
export function findErrorPage(language: Language): string {
  return join(import.meta.dirname, '..', 'docs', language, 'error.md')
}

if (import.meta.main) {
  for (const language of ['en', 'zh'] as const)
    writeFileSync(findErrorPage(language), printErrorPage(language))
}
