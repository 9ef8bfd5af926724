import { expect, test } from 'vitest'
import { openFolders } from '../../test/folder.ts'
import { createWaitTime } from '../../test/wait-time.ts'
import { createBuckets } from './file-change.ts'
import { openRegisters, type Registers } from './file-register.ts'
import { createDigestSeal } from './seal.ts'

const nameFolder = openFolders()

function open(alter: (registers: Registers) => Partial<Registers> = () => ({})) {
  const registers = openRegisters(nameFolder())
  const time = createWaitTime()
  const setup = { registers: { ...registers, ...alter(registers) }, seal: createDigestSeal(), now: Date.now }
  return { ...createBuckets({ ...setup, ...time }), time }
}

const nothing = () => ({ answer: undefined, changed: true })

test('a hundred changes at once cost two writes at most', async () => {
  let writes = 0
  const buckets = open((registers) => ({
    replace(...args) {
      writes += 1
      return registers.replace(...args)
    },
  }))
  await buckets.change('aa', nothing)
  writes = 0
  const versions = await Promise.all(
    Array.from({ length: 100 }, () =>
      buckets.change('aa', (_, version) => ({ answer: version, changed: true })),
    ),
  )
  expect(writes).toBeLessThanOrEqual(2)
  expect(new Set(versions).size).toBe(100)
})

test('a step that changes nothing writes nothing', async () => {
  const buckets = open(() => ({ replace: () => Promise.reject(new Error('written')) }))
  expect(await buckets.change('aa', () => ({ answer: 'read', changed: false }))).toBe('read')
})

test('a change that never wins against other processes is an error after ten seconds', async () => {
  const buckets = open(() => ({ replace: async () => false }))
  const error = { code: 'store_unavailable', retryable: true }
  await expect(buckets.change('aa', nothing)).rejects.toMatchObject(error)
  expect(Math.round(buckets.time.elapsed() / 100)).toBe(100)
})

test('a failure is for those who waited for that write, and the next one is tried anew', async () => {
  let broken = true
  const buckets = open((registers) => ({
    replace: (...args) => (broken ? Promise.reject(new Error('broken')) : registers.replace(...args)),
  }))
  await expect(buckets.change('aa', nothing)).rejects.toThrow('broken')
  broken = false
  await buckets.change('aa', nothing)
})
