import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const good = {
  WXGATE_PUBLIC_URL: 'https://login.example.com/',
  WXGATE_DATABASE_URL: 'sqlite:gateway.db',
  WXGATE_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
}

function readProblems(given: Record<string, string | undefined>): readonly string[] {
  try {
    readSettings(given)
    return []
  } catch (error) {
    return (error as { problems: string[] }).problems
  }
}

test('good settings are read, with the defaults of production', () => {
  expect(readSettings({ ...good, PATH: '/usr/bin' })).toMatchObject({
    publicUrl: 'https://login.example.com',
    wechatOrigin: undefined,
    clock: 'system',
    logLevel: 'info',
  })
})

test('all problems are told at once, an unknown key with the nearest known one', () => {
  const problems = readProblems({
    WXGATE_PUBLIC_URL: 'https://login.example.com/path',
    WXGATE_DATABASE_URL: 'oracle:x',
    WXGATE_SECRET_KEY: 'c2hvcnQ=',
    WXGATE_PUBLIC_ULR: 'x',
    WXGATE_CLOCK: 'moon',
  })
  expect(problems).toHaveLength(5)
  expect(problems[0]).toBe('WXGATE_PUBLIC_ULR is not a setting. Did you mean WXGATE_PUBLIC_URL?')
  expect(problems.join()).toContain('WXGATE_CLOCK must be system or simulator.')
})

test('what is missing is called missing, and a secret never stands in a problem', () => {
  expect(readProblems({})).toContain('WXGATE_SECRET_KEY is missing.')
  expect(readProblems({ ...good, WXGATE_SECRET_KEY: 'canary' }).join()).not.toContain('canary')
})

test('several secret keys may be given while one is changed', () => {
  const two = `${Buffer.alloc(32, 1).toString('base64')}, ${Buffer.alloc(32, 2).toString('base64')}`
  expect(readSettings({ ...good, WXGATE_SECRET_KEY: two }).secretKeys).toHaveLength(2)
})

test('what Kubernetes injects for a service called wxgate is not taken for a setting', () => {
  const links = {
    WXGATE_SERVICE_HOST: '10.0.0.1',
    WXGATE_PORT: 'tcp://10.0.0.1:4400',
    WXGATE_PORT_4400_TCP: 'x',
  }
  expect(readProblems({ ...good, ...links })).toEqual([])
})

test('a public URL that is no origin is told as such', () => {
  for (const url of [
    'foo',
    '',
    'localhost:4400',
    'ftp://x.example',
    'https://x.example/a',
    'https://u:p@x.example',
  ]) {
    expect(readProblems({ ...good, WXGATE_PUBLIC_URL: url })).toEqual([
      'WXGATE_PUBLIC_URL must be an origin such as https://login.example.com, http or https, without a path.',
    ])
  }
})

test('a public URL with a port is refused beside WeChat itself, which would refuse every visitor', () => {
  const read = (url: string, more = {}) => readProblems({ ...good, WXGATE_PUBLIC_URL: url, ...more })
  expect(read('https://login.example.com:8443').join()).toContain('WXGATE_PUBLIC_URL has a port')
  expect(read('http://localhost:4400').join()).toContain('WXGATE_PUBLIC_URL has a port')
  expect(read('http://localhost:4400', { WXGATE_WECHAT_ORIGIN: 'http://localhost:4401' })).toEqual([])
  expect(read('http://192.168.1.5:4400')).toEqual([])
  expect(read('https://login.example.com:443')).toEqual([])
})
