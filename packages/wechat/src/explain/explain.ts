import type { ErrcodeKind } from '../error.ts'
import { readErrcodeKind } from '../wire/errcode-kind.ts'
import { findEntry } from './find-entry.ts'
import { kindProse } from './kind-prose.ts'
import type { Language, Prose } from './prose.ts'
import { readTokenCase, type TokenCase, tokenCaseProse } from './token-case.ts'

export { type CatalogueEntry, type CatalogueFamily, catalogue } from './catalogue.ts'
export type { Language, Prose } from './prose.ts'
export type { TokenCase } from './token-case.ts'

/** What is said of a code in one language. */
export interface ExplanationText extends Prose {
  /** Who has to act, and whether repeating helps; one sentence. */
  who: string
  /** What this very line shows besides its code; empty for a code alone. */
  found: readonly string[]
}

/** What a code, a line of a log or a page's text means. */
export interface Explanation {
  /** WeChat's number; undefined for a page's text that carries none. */
  code: number | undefined
  /** WeChat's own words, without what the line added. */
  words: string
  kind: ErrcodeKind
  /** Whether the same request may succeed later without anybody changing anything. */
  retryable: boolean
  /** WeChat's request id, which its support staff can look up. */
  rid: string | undefined
  /** When WeChat answered, in milliseconds since 1970, to the second; from the request id. */
  at: number | undefined
  /** The address that WeChat saw the call come from; for codes about white lists. */
  ip: string | undefined
  /** The path that was called, when the line shows one of WeChat's. */
  path: string | undefined
  /** Which credential the call asked for; for 40001 and 48001 with a path. */
  tokenCase: TokenCase | undefined
  texts: Readonly<Record<Language, ExplanationText>>
}

const mostCharacters = 1_048_576
const ridPattern = /(?<![\da-f-])([\da-f]{8})-[\da-f]{8}-[\da-f]{8}(?![\da-f-])/
const pathPattern = /\/(?:sns|cgi-bin)(?:\/[\w.-]{1,64}){1,6}/
const addressPattern = /(?:invalid ip|requestip:?|client ?ip:?)[ \t]{1,4}(?:::ffff:)?([\da-f.:]{3,45})/i
const addressCodes: ReadonlySet<number | undefined> = new Set([40164, 61004, 45035])

/**
 * Explains one of WeChat's numbers (`40164`), a line that holds one (JSON, a log line, an SDK's message) or a
 * text of WeChat's pages. Works offline and never throws; undefined for a text that holds nothing known. Reads
 * the first 1,048,576 characters. The first failure that the line names counts. The answer holds nothing of
 * the line but request id, address and path, never a token.
 * Source: developers.weixin.qq.com, the table of global return codes; `rid` begins with the time in seconds in
 * hexadecimal (unconfirmed).
 */
export function explain(codeOrLine: string): Explanation | undefined {
  const text = codeOrLine.slice(0, mostCharacters)
  const entry = findEntry(text)
  if (!entry) return undefined
  const { code, words, prose } = entry
  const path = pathPattern.exec(text)?.[0]
  const kind = path !== undefined && code !== undefined ? readKind(code, path, entry.kind) : entry.kind
  const rid = ridPattern.exec(text)
  const ip = addressCodes.has(code) ? readAddress(text) : undefined
  const tokenCase = readTokenCase(code, path)
  const say = (language: Language): ExplanationText => ({
    ...prose[language],
    who: kindProse[kind][language],
    found: [
      ...(ip === undefined ? [] : [sayAddress(ip, language)]),
      ...(tokenCase === undefined ? [] : [tokenCaseProse[tokenCase][language]]),
    ],
  })
  return {
    code,
    words,
    kind,
    retryable: kind === 'retryLater',
    rid: rid?.[0],
    at: rid?.[1] === undefined ? undefined : Number.parseInt(rid[1], 16) * 1000,
    ip,
    path,
    tokenCase,
    texts: { en: say('en'), zh: say('zh') },
  }
}

function readKind(code: number, path: string, otherwise: ErrcodeKind): ErrcodeKind {
  const kind = readErrcodeKind(code, path)
  return kind === 'unknown' ? otherwise : kind
}

function readAddress(text: string): string | undefined {
  const found = addressPattern.exec(text)?.[1]?.replace(/[.:]+$/, '')
  if (found === undefined) return undefined
  const parts = found.split('.')
  const isV4 = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
  const isV6 = !found.includes('.') && found.split(':').length > 2
  return isV4 || isV6 ? found : undefined
}

function sayAddress(ip: string, language: Language): string {
  return language === 'en'
    ? `WeChat saw the call come from ${ip}: that is the address to add, whatever the machine itself shows.`
    : `微信看到的来源 IP 是 ${ip}：要添加的就是它，不管本机显示什么。`
}
