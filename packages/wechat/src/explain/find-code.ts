import type { CatalogueEntry } from './catalogue.ts'
import { findEntry } from './entry.ts'
import { findByWords } from './find-words.ts'
import { otherProducts } from './further/other-product.ts'
import { isOtherNumber } from './other-number.ts'

/** An entry that a text speaks of, and where. */
export interface Finding {
  entry: CatalogueEntry
  index: number
}

/** Everything that a text speaks of, the likeliest first, and the numbers that it gives as codes and nobody knows. */
export interface Found {
  findings: readonly Finding[]
  unknown: readonly string[]
}

/** A number, as it stands in a text. */
interface Sight {
  digits: string
  index: number
}

// Every repetition is bounded and no two neighbours match the same character, so that garbage costs linear time.
const separator = '(?:\\\\{0,3}["\'])?[ \\t]{0,8}(?:[:=：＝]|=>)?[ \\t]{0,8}(?:\\\\{0,3}["\'])?'
const named = new RegExp(
  `(?:err(?:or)?[_ ]?code|错误码|错误代码|返回码)${separator}(-?\\d{1,8})(?!\\d)`,
  'gi',
)
// `code` and `ret` name exit codes, too: only numbers of WeChat's size count.
const weaklyNamed =
  /(?<![a-z_])(?:code|ret|errno)(?:\\{0,3}["'])?[ \t]{0,8}(?:[:=：＝]|=>)[ \t]{0,8}(?:\\{0,3}["'])?(-\d{3,5}|\d{5,7})(?![\d.])/gi
// A number behind a colon is a port or a field, unless the word in front of it speaks of an error or is Chinese.
const bare = /(?:(?<![\w.:-])|(?<=[\u4e00-\u9fff]:|error:))-?\d{5,7}(?![\w-]|\.\d)/gi
const codesAlone = /^-?\d{1,8}(?:[\s,，、;；]{1,8}-?\d{1,8}){0,31}$/
const ownCode = /(?<![a-z0-9_])[a-z]{2,12}(?:_[a-z]{2,16}){1,4}(?![a-z0-9_])/g

// The same numbers mean other things to other products, and the line names the host.
const products: readonly (readonly [RegExp, string])[] = [
  [/(?:qyapi|work)\.weixin\.qq\.com/i, 'qyapi.weixin.qq.com'],
  [/api\.mch\.weixin\.qq\.com/i, 'api.mch.weixin.qq.com'],
]

/** Codes that only say that WeChat gave a number. */
const wrappers: ReadonlySet<unknown> = new Set(['wire_errcode', 'login_wechat_failed'])
const mostFindings = 20

/** The codes that a text speaks of: named numbers, else numbers by themselves; wxgate's own codes; else WeChat's words. */
export function findCodes(text: string): Found {
  const trimmed = text.trim()
  if (codesAlone.test(trimmed.slice(0, 400)) && trimmed.length <= 400)
    return sort(listSights(trimmed, /-?\d+/g))
  const { findings: numbers, unknown } = findNumbers(text)
  const product = findProduct(text, numbers)
  if (product) return { findings: [product], unknown: [] }
  const own = findOwn(text)
  const findings = [
    ...numbers,
    ...(numbers.length > 0 ? own.filter(({ entry }) => !wrappers.has(entry.code)) : own),
  ]
  if (findings.length > 0) return { findings: findings.slice(0, mostFindings), unknown }
  const entry = unknown.length > 0 ? undefined : findByWords(text)
  if (entry) return { findings: [{ entry, index: 0 }], unknown }
  return { findings, unknown: unknown.length > 0 ? unknown : sort(listBare(text)).unknown }
}

function findProduct(text: string, numbers: readonly Finding[]): Finding | undefined {
  const entry = findEntry(products.find(([host]) => host.test(text))?.[1] ?? '')
  if (!entry) return undefined
  return (
    numbers.find(({ entry: { code } }) => Object.hasOwn(otherProducts, String(code))) ?? { entry, index: 0 }
  )
}

function findNumbers(text: string): Found {
  const found = sort(listSights(text, named))
  if (found.unknown.length > 0 || found.findings.some(({ entry }) => entry.code !== 0)) return found
  const { findings } = sort(listBare(text))
  return findings.length > 0 ? { findings, unknown: [] } : found
}

function listBare(text: string): Sight[] {
  return [...listSights(text, weaklyNamed), ...listSights(text, bare)]
    .filter((sight) => !isOtherNumber(text, sight))
    .toSorted((one, other) => one.index - other.index)
}

function listSights(text: string, pattern: RegExp): Sight[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const digits = match[1] ?? match[0]
    return { digits, index: match.index + match[0].lastIndexOf(digits) }
  })
}

/** Each code once. A line may tell an inner success beside the failure, which then does not count. */
function sort(sights: readonly Sight[]): Found {
  const seen = new Map(sights.toReversed().map(({ digits, index }) => [Number(digits), index]))
  const all = [...seen].toReversed()
  const known = all.flatMap(([code, index]) => {
    const entry = findEntry(code)
    return entry ? [{ entry, index }] : []
  })
  const failures = known.filter(({ entry }) => entry.code !== 0)
  return {
    findings: (failures.length > 0 ? failures : known).slice(0, mostFindings),
    unknown: all.flatMap(([code]) => (findEntry(code) ? [] : [String(code)])).slice(0, mostFindings),
  }
}

function findOwn(text: string): Finding[] {
  const seen = new Map<string, Finding>()
  for (const { 0: code, index } of text.matchAll(ownCode)) {
    const entry = findEntry(code)
    if (entry && !seen.has(code)) seen.set(code, { entry, index })
  }
  return [...seen.values()]
}
