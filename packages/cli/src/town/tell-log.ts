import { createLogStream, type LogStream } from '@wxgate/gateway'
import { explain, type Language } from '@wxgate/wechat/explain'
import { eventTexts, logWords } from './log-text.ts'

/** A line of the gateway's log, as far as it is told. */
interface Entry {
  level?: number
  time?: number
  event?: string
  appid?: string
  code?: string
  errcode?: number
  rid?: string
  reqId?: string
  method?: string
  route?: string | null
  status?: number
  durationMs?: number
  lines?: number
  err?: { message?: string; stack?: string }
}

const warning = 40

/**
 * Tells a developer on the terminal what the gateway's log says: what happened, the likely cause and what to do, in
 * one language. `write` takes a line of JSON, and never throws.
 */
export function createLogTeller(language: Language, stream: LogStream = createLogStream()): LogStream {
  return {
    write: (line) => stream.write(`${tellLine(line, language)}\n`),
    flush: stream.flush,
  }
}

/** The text of one line of the log; a line that is no JSON stays as it is. */
export function tellLine(line: string, language: Language): string {
  const entry = parseEntry(line)
  if (entry === undefined) return line.trimEnd()
  const { level = 0, event = '' } = entry
  if (event === 'http.answer') return tellAnswer(entry)
  const mark = level >= warning ? '!' : '·'
  const title = [mark, tellTime(entry), event, entry.appid, entry.route].filter(Boolean).join('  ')
  return [title, ...tellMeaning(entry, language).map((text) => `    ${text}`)].join('\n')
}

function parseEntry(line: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function tellAnswer(entry: Entry): string {
  const { method, route, status, durationMs } = entry
  return `·  ${tellTime(entry)}  ${method} ${route ?? '?'}  ${status}  ${durationMs} ms`
}

function tellTime({ time }: Entry): string {
  return new Date(time ?? 0).toTimeString().slice(0, 8)
}

function tellMeaning(entry: Entry, language: Language): string[] {
  const { event = '', errcode, code, rid, reqId, lines, err } = entry
  const word = logWords[language]
  const own = eventTexts[language][event]
  const known = explain(errcode === undefined ? (code ?? '') : `{"errcode":${errcode}}`)?.texts[language]
  const act = known?.cures[0] ?? own?.act
  return [
    own?.what,
    known && `${errcode ?? code}: ${known.meaning}`,
    known?.causes[0] && `${word.cause} ${known.causes[0]}`,
    act && `${word.act} ${act}`,
    lines && `${lines} ${word.lines}`,
    reqId && `${word.request} ${reqId}${rid ? `  rid ${rid}` : ''}`,
    ...(err?.stack ?? err?.message ?? '').split('\n'),
  ].filter((text): text is string => Boolean(text))
}
