import { expect, test } from 'vitest'
import { start } from './process.ts'

const english = { LC_ALL: '', LC_MESSAGES: '', LANG: 'en_US.UTF-8' }
const line =
  '{"errcode":40164,"errmsg":"invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 61250a39-612fed42-36740516"}'

test('a pasted line is told with its address, causes, cures, who acts and when, on standard output', async () => {
  const { code, stdout, stderr } = await start(['explain', line], undefined, english).ended
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/^40164 {2}invalid ip/)
  expect(stdout).toMatch(/come from 203\.0\.113\.9.*Likely:\n {2}1\. .*Do:\n {2}1\. .*Who acts: /s)
  expect(stdout).toContain(
    "WeChat's request id: rid 61250a39-612fed42-36740516, answered at 2021-08-24T15:03:21.000Z.",
  )
})

test('the language is the flag, else the terminal’s', async () => {
  const cases: [string[], Record<string, string>, string][] = [
    [['--lang', 'zh'], english, '怎么办：'],
    [[], { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' }, '怎么办：'],
    [['--lang=en'], { LC_ALL: 'zh_CN.UTF-8' }, 'Do:'],
    [[], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'Do:'],
  ]
  for (const [flags, env, word] of cases) {
    const { stdout } = await start(['explain', '10003', ...flags], undefined, env).ended
    expect([flags, env, stdout.includes(word)]).toEqual([flags, env, true])
  }
})

test('without an argument the line comes from standard input', async () => {
  const { child, ended } = start(['explain', '--json'])
  child.stdin.end(`${line}\n`)
  const { code, stdout } = await ended
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    explanations: [
      {
        code: 40164,
        kind: 'config',
        retryable: false,
        ip: '203.0.113.9',
        at: Date.parse('2021-08-24T15:03:21Z'),
      },
    ],
    unknownCodes: [],
  })
})

test('a code below zero, a line that begins with dashes and words without quotes are no flags', async () => {
  for (const [words, code] of [
    [['-1'], -1],
    [['-- failed: errcode=42001'], 42001],
    [['invalid', 'appsecret'], 40125],
  ] as const) {
    const { stdout } = await start(['explain', ...words, '--json']).ended
    expect(JSON.parse(stdout).explanations[0].code).toBe(code)
  }
})

test('several codes are all explained, also those of wxgate, and what nobody knows is named', async () => {
  const { code, stdout, stderr } = await start(
    ['explain', '40164', '40001', 'login_expired'],
    undefined,
    english,
  ).ended
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout.match(/^\S+/gm)?.filter((word) => /^\d+$|_/.test(word))).toEqual([
    '40164',
    '40001',
    'login_expired',
  ])
  expect(stdout.match(/^Do:$/gm)).toHaveLength(3)
  const half = await start(['explain', '40164', '99999'], undefined, english).ended
  expect(half.code).toBe(0)
  expect(half.stdout).toMatch(/^40164 {2}/)
  expect(half.stderr).toMatch(/^wxgate: the catalogue does not know 99999\. /)
})

test('what is not known is one line with the number and a page to read, without the rest, and exit code 1', async () => {
  const plain = await start(['explain', 'access_token=SECRET 99999'], undefined, english).ended
  expect(plain).toMatchObject({ code: 1, stdout: '' })
  expect(plain.stderr).toMatch(/^wxgate: .*99999.* https:\/\/developers\.weixin\.qq\.com\/.+\n$/)
  expect(plain.stderr).not.toContain('SECRET')
  const chinese = await start(['explain', '你好', '--lang', 'zh'], undefined, english).ended
  expect(chinese).toMatchObject({ code: 1, stdout: '' })
  expect(chinese.stderr).toMatch(/^wxgate: .*https:\/\/developers\.weixin\.qq\.com\/.+\n$/)
  const json = await start(['explain', '99999', '--json']).ended
  expect([json.code, JSON.parse(json.stdout)]).toEqual([1, { explanations: [], unknownCodes: ['99999'] }])
})

test('wrong usage is one sentence and exit code 2', async () => {
  const silent = start(['explain'])
  silent.child.stdin.end()
  const cases = [
    silent.ended,
    start(['explain', '40164', '--lang', 'fr']).ended,
    start(['explain', '--lnag', 'en']).ended,
  ]
  for (const { code, stdout, stderr } of await Promise.all(cases)) {
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^wxgate: .+\n$/)
  }
})
