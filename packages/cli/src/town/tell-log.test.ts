import { expect, test } from 'vitest'
import { eventTexts } from './log-text.ts'
import { createLogTeller, tellLine } from './tell-log.ts'

const line = (entry: object) => JSON.stringify({ level: 40, time: 0, name: 'wxgate', ...entry })

test('a refusal of WeChat’s is told with meaning, cause, cure and request', () => {
  const failed = {
    event: 'login.wechat_failed',
    appid: 'wx5a4db0c500000001',
    errcode: 40164,
    reqId: 'req_1',
    rid: 'a-b-c',
  }
  for (const language of ['en', 'zh'] as const) {
    const text = tellLine(line(failed), language)
    expect(text).toContain(eventTexts[language]['login.wechat_failed']?.what)
    expect(text).toContain('40164: ')
    expect(text).toContain('rid a-b-c')
    expect(text).toContain(language === 'en' ? 'do: ' : '怎么办：')
  }
})

test('an answer is one line, a line that is no JSON stays as it is, and an unknown event has its name', () => {
  const answer = {
    level: 30,
    event: 'http.answer',
    method: 'GET',
    route: '/session',
    status: 401,
    durationMs: 3,
  }
  expect(tellLine(line(answer), 'en')).toMatch(/^· {2}\d\d:\d\d:\d\d {2}GET \/session {2}401 {2}3 ms$/)
  expect(tellLine('no JSON\n', 'en')).toBe('no JSON')
  expect(tellLine('null', 'en')).toBe('null')
  expect(tellLine(line({ event: 'new.event' }), 'en')).toContain('new.event')
  expect(tellLine(line({ event: 'http.failed', err: { stack: 'Error: x\n  at y' } }), 'en')).toContain(
    '    Error: x',
  )
})

test('both languages have the same events', () => {
  expect(Object.keys(eventTexts.zh)).toEqual(Object.keys(eventTexts.en))
})

test('lines go on as text', async () => {
  const written: string[] = []
  const teller = createLogTeller('en', { write: (text) => written.push(text), flush: async () => {} })
  teller.write(line({ event: 'log.dropped', lines: 3 }))
  expect(written.join('')).toMatch(/log\.dropped[\s\S]*3 lines\n$/)
})
