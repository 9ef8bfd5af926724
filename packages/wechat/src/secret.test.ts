import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { hide, keepSecret, Secret } from './secret.ts'

const text = '52_AV4zzzzzzzzzzzzzzzzzzza1b2'

test('a secret prints with its last four characters, wherever it is printed', () => {
  const secret = new Secret(text, 'app token')
  const printed = [
    `${secret}`,
    String(secret),
    ['', secret].join(''),
    JSON.parse(JSON.stringify({ secret })).secret,
    inspect(secret),
    format('%s', secret),
    format('%o', secret),
  ]
  expect(new Set(printed)).toEqual(new Set(['[secret …a1b2]']))
  for (const seen of [
    inspect({ deep: [{ secret }] }, { showHidden: true, depth: 9 }),
    JSON.stringify([secret]),
  ])
    expect(seen).not.toContain('AV4')
  expect(Object.values({ ...secret })).toEqual(['app token'])
})

test('a short secret shows nothing of itself', () => {
  expect(`${new Secret('123456789012345', 'code')}`).toBe('[secret]')
})

test('reveal gives the text, and two secrets can be compared without it', () => {
  const secret = hide(text, 'app token')
  expect(secret.reveal()).toBe(text)
  expect(secret.isSame(hide(text, 'user token'))).toBe(true)
  expect(secret.isSame(hide(`${text}x`, 'app token'))).toBe(false)
  expect(hide(hide(text, 'user token'), 'app token').use).toBe('app token')
})

test.each(['', undefined, null, 7])('%j is no secret', (nothing) => {
  expect(() => new Secret(nothing as string, 'app secret')).toThrow(
    expect.objectContaining({ name: 'TypeError', code: 'secret_empty' }),
  )
})

test('a secret that is not there is told as an empty one is', () => {
  const empty = expect.objectContaining({ name: 'TypeError', code: 'secret_empty' })
  for (const missing of [undefined, null, '', 7]) {
    expect(() => hide(missing as never, 'app secret')).toThrow(empty)
    expect(() => keepSecret(missing as never)).toThrow(empty)
  }
})
