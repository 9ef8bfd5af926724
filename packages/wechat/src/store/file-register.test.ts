import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openFolders } from '../../test/folder.ts'
import { issueStem, openRegisters, type Registers } from './file-register.ts'

const nameFolder = openFolders()

async function openOne() {
  const folder = nameFolder()
  const registers = openRegisters(folder)
  await registers.create('aa')
  return { folder, registers }
}

async function read(registers: Registers) {
  const held = await registers.read('aa')
  if (held === undefined) throw new Error('no register')
  return held
}

async function write(
  registers: Registers,
  text: string,
  { before }: { before?: Awaited<ReturnType<typeof read>> } = {},
) {
  const from = before ?? (await read(registers))
  const stem = issueStem(from.version + 1)
  return await registers.replace('aa', from, { stem, content: new TextEncoder().encode(text) })
}

async function readText(registers: Registers): Promise<string> {
  return new TextDecoder().decode((await read(registers)).content)
}

test('who wakes up after others have written replaces nothing, however long ago it read', async () => {
  const { registers } = await openOne()
  const asleep = await read(registers)
  for (const text of ['one', 'two', 'three']) expect(await write(registers, text)).toBe(true)
  expect(await write(registers, 'late', { before: asleep })).toBe(false)
  expect(await readText(registers)).toBe('three')
})

test('of many who have read the same content one replaces it', async () => {
  const { registers } = await openOne()
  const before = await read(registers)
  const replaced = await Promise.all(
    Array.from({ length: 50 }, (_, at) => write(registers, `${at}`, { before })),
  )
  expect(replaced.filter(Boolean)).toHaveLength(1)
  expect(await readText(registers)).toBe(`${replaced.indexOf(true)}`)
})

test('cleaning spares a content that may still be pointed at, and takes those that cannot', async () => {
  const { folder, registers } = await openOne()
  await write(registers, 'one')
  const { version } = await read(registers)
  const [past, next] = [issueStem(version), issueStem(version + 2)]
  for (const stem of [past, next]) await writeFile(join(folder, 'aa', `${stem}.rows`), 'of another process')
  await write(registers, 'two')
  const files = await readdir(join(folder, 'aa'))
  expect(files).not.toContain(`${past}.rows`)
  expect(files).toContain(`${next}.rows`)
  await write(registers, 'three')
  await write(registers, 'four')
  expect(await readdir(join(folder, 'aa'))).toHaveLength(2)
})

test('a register is made once, however many make it, and making it again changes nothing', async () => {
  const folder = nameFolder()
  const registers = openRegisters(folder)
  expect(await registers.read('aa')).toBeUndefined()
  await Promise.all(Array.from({ length: 20 }, () => registers.create('aa')))
  await write(registers, 'one')
  await registers.create('aa')
  expect(await readText(registers)).toBe('one')
  expect(await readdir(folder)).toEqual(['aa'])
})

test('what was left by a process that died while it made a register goes after an hour', async () => {
  const folder = nameFolder()
  await mkdir(folder)
  for (const name of ['new-old', 'new-young']) await mkdir(join(folder, name))
  const twoHoursAgo = Date.now() / 1000 - 7200
  await utimes(join(folder, 'new-old'), twoHoursAgo, twoHoursAgo)
  const registers = openRegisters(folder)
  await registers.create('aa')
  expect((await readdir(folder)).sort()).toEqual(['aa', 'new-young'])
  expect(await registers.list()).toEqual(['aa'])
})
