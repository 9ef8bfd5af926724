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
    title: 'What WeChat says, and what to do',
    other: 'English · [中文](../zh/error.md)',
    lead: [
      'Printed from the catalogue that `@wxgate/wechat/explain` reads; do not edit it here.',
      '`explain(text)` of that subpath reads a number, a line of a log or a page text, offline; so does `npx wxgate explain`.',
      'Every number has its anchor: `error.md#40164`. Match on the number, never on the text. Causes are listed the likeliest first.',
    ],
    kinds: 'Who acts',
    kindHead: ['kind', 'who acts'],
    head: ['code', 'meaning', 'causes', 'what to do', 'kind'],
  },
  zh: {
    title: '微信说了什么，该怎么办',
    other: '[English](../en/error.md) · 中文',
    lead: [
      '由 `@wxgate/wechat/explain` 所用的目录打印而成，请不要在这里修改。',
      '其中的 `explain(text)` 读一个数字、一行日志或一段页面文字，离线可用；`npx wxgate explain` 也一样。',
      '每个数字都有锚点：`error.md#40164`。请按数字判断，不要按文字。原因按可能性从大到小排列。',
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
    code === undefined ? words : `${code} \`${words}\``,
    meaning,
    writeSentences(causes),
    writeSentences(cures),
    `\`${kind}\``,
  ])
  return code === undefined ? row : row.replace('| ', `| <a id="${code}"></a>`)
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
