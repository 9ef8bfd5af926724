import { expect, test } from 'vitest'
import { createLimits, readBlock } from './limit.ts'

test.each([
  ['203.0.113.9', '203.0.113.0/24'],
  ['::ffff:203.0.113.9', '203.0.113.0/24'],
  ['2001:db8:1:2ff::1', '20010db8000102/56'],
  ['2001:db8::1', '20010db8000000/56'],
  ['127.0.0.1', undefined],
  ['10.1.2.3', undefined],
  ['172.20.0.1', undefined],
  ['192.168.1.1', undefined],
  ['::1', undefined],
  ['fd00::1', undefined],
  ['fe80::1%eth0', undefined],
  [undefined, undefined],
])('%j is counted in %j', (address, block) => {
  expect(readBlock(address)).toBe(block)
})

test('a browser begins sixty sign-ins in ten minutes, and another browser is not held up', () => {
  let now = 1_000_000
  const limits = createLimits(() => now)
  const start = (browserId: string) => limits.countStart({ address: undefined }, { browserId, bytes: 300 })
  for (let count = 0; count < 60; count += 1) expect(start('one')).toBeUndefined()
  expect(start('one')).toBe(600)
  expect(start('two')).toBeUndefined()
  now += 599_000
  expect(start('one')).toBe(1)
  now += 1000
  expect(start('one')).toBeUndefined()
})

test('a block of addresses begins three thousand', () => {
  const limits = createLimits(() => 1_000_000)
  const start = (address: string, at: number) =>
    limits.countStart({ address }, { browserId: `browser ${at}`, bytes: 300 })
  for (let at = 0; at < 3000; at += 1) expect(start(`203.0.113.${at % 256}`, at)).toBeUndefined()
  expect(start('203.0.113.7', 3000)).toBe(600)
  expect(start('203.0.114.7', 3001)).toBeUndefined()
})

/** Rows of 4,096 bytes cost 7,144 with their keys and their seal, so 2,348 of them are 16 MB. */
const mostRows = 2348

test('browsers without a cookie fill sixteen megabytes, and those with one go on', () => {
  const limits = createLimits(() => 1_000_000)
  const ask = { address: '127.0.0.1' }
  const start = (browserId?: string) => limits.countStart(ask, { browserId, bytes: 4096 })
  for (let count = 0; count < mostRows; count += 1) expect(start()).toBeUndefined()
  expect(start()).toBe(600)
  expect(limits.checkStart(ask, { browserId: undefined, bytes: 4096 })).toBe(600)
  expect(start('known')).toBeUndefined()
})

test('a sign-in that came back gives its room to the next, and no more than that', () => {
  const limits = createLimits(() => 1_000_000)
  const start = () => limits.countStart({ address: undefined }, { browserId: undefined, bytes: 4096 })
  limits.endRow(4096)
  for (let count = 0; count < mostRows; count += 1) expect(start()).toBeUndefined()
  limits.endRow(4096)
  expect(start()).toBeUndefined()
  expect(start()).toBe(600)
})

test('a row beside an attempt takes room too', () => {
  const limits = createLimits(() => 1_000_000)
  for (let count = 0; count < mostRows; count += 1) limits.countRow(4096)
  expect(limits.checkStart({ address: undefined }, { browserId: undefined, bytes: 4096 })).toBe(600)
})

test('two hundred codes of a block may be unknown to WeChat', () => {
  const limits = createLimits(() => 1_000_000)
  const ask = { address: '203.0.113.7' }
  for (let count = 0; count < 200; count += 1) {
    expect(limits.checkFailures(ask)).toBeUndefined()
    limits.countFailure(ask)
  }
  expect(limits.checkFailures(ask)).toBe(600)
  expect(limits.checkFailures({ address: '198.51.100.1' })).toBeUndefined()
})
