import type { MessageKey } from '../words/words.ts'

const UNITS: readonly { key: MessageKey; seconds: number }[] = [
  { key: 'clock.day', seconds: 86_400 },
  { key: 'clock.hour', seconds: 3_600 },
  { key: 'clock.minute', seconds: 60 },
  { key: 'clock.second', seconds: 1 },
]

type Say = (key: MessageKey, values?: Record<string, string | number>) => string

/** A length of time in its two largest units, for example "30 d 2 h". */
export function writeSpan(ms: number, say: Say): string {
  let rest = Math.round(Math.abs(ms) / 1000)
  const parts: string[] = []
  for (const { key, seconds } of UNITS) {
    const n = Math.floor(rest / seconds)
    rest -= n * seconds
    if (n > 0 && parts.length < 2) parts.push(say(key, { n }))
  }
  return parts.join(' ') || say('clock.second', { n: 0 })
}
