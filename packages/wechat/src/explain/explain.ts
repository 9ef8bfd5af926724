import type { ErrcodeKind } from '../error.ts'
import { readErrcodeKind } from '../wire/errcode-kind.ts'
import { readBriefProse } from './brief.ts'
import { type Finding, findCodes } from './find-code.ts'
import { kindProse } from './kind-prose.ts'
import type { Language, Prose } from './prose.ts'
import { readInput } from './read-input.ts'
import { findSense, isUndecided } from './sense.ts'
import { isSnsText, readTokenCase, type TokenCase, tokenCaseProse } from './token-case.ts'

export { type CatalogueEntry, type CatalogueFamily, catalogue } from './catalogue.ts'
export type { Language, Prose } from './prose.ts'
export type { TokenCase } from './token-case.ts'

/** The explanation of a code in one language. */
export interface ExplanationText extends Prose {
  /** One sentence: the party that has to act, and whether repeating helps. */
  who: string
  /** The facts that this very line shows besides its code; empty for a code alone. */
  found: readonly string[]
}

/** The meaning of a code, a line of a log or a page's text. */
export interface Explanation {
  /** WeChat's number, or the literal code of wxgate; undefined for a text that carries neither. */
  code: number | string | undefined
  /** WeChat's own words, without what the line added; empty for a code of wxgate. */
  words: string
  kind: ErrcodeKind
  /** Whether the same request may succeed later without anybody changing anything. */
  retryable: boolean
  /** WeChat's request id, which its support staff can look up for 7 days. */
  rid: string | undefined
  /** When WeChat answered, in milliseconds since 1970, to the second; from the request id. */
  at: number | undefined
  /** The address that WeChat saw the call come from; for codes about white lists. */
  ip: string | undefined
  /** The path that was called, when the line shows one of WeChat's. */
  path: string | undefined
  /** Which credential the call asked for; for 40001 and 48001 with a path, or with words that tell. */
  tokenCase: TokenCase | undefined
  texts: Readonly<Record<Language, ExplanationText>>
}

/** Everything that an input speaks of. */
export interface Explanations {
  /** Each code once, the likeliest first; 20 at most. */
  explanations: readonly Explanation[]
  /** Numbers that the input gives as codes and that the catalogue does not know: digits alone, 20 at most. */
  unknownCodes: readonly string[]
}

const ridPattern = /(?<![\da-f-])([\da-f]{8})-[\da-f]{8}-[\da-f]{8}(?![\da-f-])/
const pathPattern = /\/(?:sns|cgi-bin|wxa|wxaapi)(?:\/[\w.-]{1,64}){1,6}/
const addressPattern =
  /(?:invalid ip|requestip:?|client ?ip:?|from ip:?)[ \t]{1,4}(?:::ffff:)?([\da-f.:]{3,45})/i
const addressCodes: ReadonlySet<number | string | undefined> = new Set([40164, 61004, 45035, 60020])
const tokenCodes: ReadonlySet<number | string | undefined> = new Set([40001, 40014, 42001])

/**
 * Explains what WeChat or wxgate says: a number (`40164`, also as a number), a line that holds one (JSON, a log line,
 * an SDK's message), a text of WeChat's pages, an error with its causes, or an answer object. Works offline and never
 * throws; undefined for an input that holds nothing known. Of several codes the likeliest counts; `explainAll` gives
 * all of them. Reads the first 1,048,576 characters. The explanation holds nothing of the input but code, request id,
 * address and path, never a token.
 * Source: developers.weixin.qq.com, the table of global return codes; `rid` begins with the time in seconds in
 * hexadecimal (unconfirmed).
 *
 * @example
 * const text = explain(error)?.texts.en
 * console.error(text?.meaning, text?.cures)
 */
export function explain(input: unknown): Explanation | undefined {
  return explainAll(input).explanations[0]
}

/**
 * Explains every code that an input speaks of, and names the numbers that nobody knows. What else a line shows (path,
 * address, request id) belongs to the code on the same line, where there are several codes.
 */
export function explainAll(input: unknown): Explanations {
  const text = readInput(input)
  const { findings, unknown } = findCodes(text)
  const [first, ...others] = findings
  const explanations =
    first && others.length === 0
      ? [explainFinding(first, text)]
      : findings.map((finding) => explainFinding(finding, cutLine(text, finding.index)))
  return { explanations, unknownCodes: unknown }
}

function cutLine(text: string, index: number): string {
  const end = text.indexOf('\n', index)
  return text.slice(text.lastIndexOf('\n', index) + 1, end === -1 ? undefined : end)
}

function explainFinding({ entry }: Finding, text: string): Explanation {
  const { code, words } = entry
  const path = pathPattern.exec(text)?.[0]
  const rid = ridPattern.exec(text)
  const ip = addressCodes.has(code) ? readAddress(text) : undefined
  const tokenCase = readTokenCase(code, { path, text })
  const sense = findSense(code, { text, path, tokenCase })
  const kind = sense?.kind ?? readKind(code, { path, text }) ?? (isUndecided(code) ? 'unknown' : entry.kind)
  const prose = sense === undefined ? entry.prose : readBriefProse(sense)
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

/** The same code means something else to another kind of call. Undefined where neither path nor words tell more. */
function readKind(
  code: number | string | undefined,
  { path, text }: { path: string | undefined; text: string },
): ErrcodeKind | undefined {
  if (typeof code !== 'number') return undefined
  const call = path ?? (tokenCodes.has(code) && isSnsText(text) ? '/sns/userinfo' : undefined)
  const kind = call === undefined ? 'unknown' : readErrcodeKind(code, call)
  return kind === 'unknown' || isUndecided(code) ? undefined : kind
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
    ? `The answer says that the call has come from ${ip}: that is the address to add, whatever the machine itself shows.`
    : `应答里写的来源 IP 是 ${ip}：要添加的就是它，不管本机显示什么。`
}
