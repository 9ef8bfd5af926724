import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { WeChatError } from '../error.ts'

/** What a register held at one moment. */
export interface Held {
  /** Grows with every replacement and is never used again. */
  version: number
  /** Names the content among all that this register ever held. */
  stem: string
  /** Undefined until the first replacement. */
  content: Uint8Array<ArrayBuffer> | undefined
  /** The files that lay there, for cleaning. */
  files: readonly string[]
}

/**
 * Registers in a folder, each a folder of its own, shared by processes that may die or sleep at any point. A
 * register holds one content at a time, and a content is replaced only by who has seen it:
 *
 * - `<version>.<random>.rows` is a content, written and flushed before anybody can see it
 * - `<version>.<random>.at` is the pointer, an empty file; its name says which content counts
 *
 * To replace is to rename the pointer from the name that was read to the next one. The system renames a file once:
 * whoever comes second, or wakes up late, finds nothing under the old name, which never comes back. So nobody
 * holds a lock, no lock can be left behind, and no clock or sign of life has to be believed.
 */
export interface Registers {
  /** Undefined when there is no such register yet. */
  read(name: string): Promise<Held | undefined>
  /** Makes an empty register unless there is one. */
  create(name: string): Promise<void>
  /** False when the register no longer holds what was read. When true, the content survives a power failure. */
  replace(name: string, before: Held, next: { stem: string; content: Uint8Array }): Promise<boolean>
  /** The names of all registers: two hexadecimal digits each. */
  list(): Promise<string[]>
}

const pointerEnd = '.at'
const contentEnd = '.rows'
const registerName = /^[0-9a-f]{2}$/
const birthPrefix = 'new-'
const birthKeptMs = 3_600_000
const mostLooks = 1000

/** Opens the registers of a folder; nothing is touched before the first call. */
export function openRegisters(folder: string): Registers {
  return {
    read: (name) => readRegister(join(folder, name)),
    create: (name) => createRegister(folder, name),
    replace: (name, before, next) => replaceContent(join(folder, name), before, next),
    list: async () => (await listFiles(folder)).filter((name) => registerName.test(name)),
  }
}

/** A stem for the content that will be this version; 64 bits of chance tell those of several writers apart. */
export function issueStem(version: number): string {
  const random = crypto.getRandomValues(new Uint8Array(8))
  return `${version}.${Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

async function readRegister(place: string): Promise<Held | undefined> {
  let missed: string | undefined
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const files = await listFiles(place)
    if (files.length === 0) return undefined
    const stem = findStem(files)
    if (stem === undefined) continue
    const version = readVersion(stem)
    if (stem.endsWith('.none')) return { version, stem, content: undefined, files }
    const content = await readContent(join(place, stem + contentEnd))
    if (content !== undefined) return { version, stem, content, files }
    // A content goes after its pointer has moved on; while the pointer stays, it must be there.
    if (stem === missed) throw buildDamage(place)
    missed = stem
  }
  throw new WeChatError('store_unavailable', 'This store is written too often to be read', {
    retryable: true,
  })
}

/** A listing is no snapshot: it may show a pointer under both names, of which the greater is the newer, or under none. */
function findStem(files: readonly string[]): string | undefined {
  return files
    .filter((file) => file.endsWith(pointerEnd))
    .map((file) => file.slice(0, -pointerEnd.length))
    .sort((a, b) => readVersion(b) - readVersion(a))[0]
}

function readVersion(file: string): number {
  return Number.parseInt(file, 10)
}

async function replaceContent(
  place: string,
  before: Held,
  { stem, content }: { stem: string; content: Uint8Array },
): Promise<boolean> {
  try {
    await writeFlushed(join(place, stem + contentEnd), content)
    await rename(join(place, before.stem + pointerEnd), join(place, stem + pointerEnd))
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
  await flushFolder(place)
  await clean(place, before)
  return true
}

/**
 * Removes contents that nobody can ever point at: that of the pointer we have moved, and those made by others, dead
 * or asleep, for a pointer that was gone before. What stays behind when this fails goes with a later replacement.
 */
async function clean(place: string, { version, files }: Held): Promise<void> {
  const past = files.filter((file) => file.endsWith(contentEnd) && readVersion(file) <= version)
  await Promise.allSettled(past.map((file) => rm(join(place, file), { force: true })))
}

/**
 * A register appears whole, by the renaming of a folder, which fails where one is already. Versions begin with the
 * time: should somebody delete the folder under running processes, no number comes back that they may still hold.
 */
async function createRegister(folder: string, name: string): Promise<void> {
  await createFolder(folder)
  await removeOldBirths(folder)
  const birth = await mkdtemp(join(folder, birthPrefix))
  try {
    await writeFile(join(birth, `${Date.now() * 512}.none${pointerEnd}`), '', { flag: 'wx', mode: 0o600 })
    await flushFolder(birth)
    await rename(birth, join(folder, name))
    await flushFolder(folder)
  } catch (error) {
    await rm(birth, { recursive: true, force: true })
    // Somebody else was first (Windows says EPERM), or took this one for the rest of a process that died.
    if (!['EEXIST', 'ENOTEMPTY', 'EPERM', 'ENOENT'].includes(readCode(error))) throw error
  }
}

async function createFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
    await flushFolder(dirname(folder))
  } catch (error) {
    if (readCode(error) !== 'EEXIST') throw error
  }
}

/** Of processes that were killed. One that only slept finds its folder gone and begins again. */
async function removeOldBirths(folder: string): Promise<void> {
  for (const name of (await listFiles(folder)).filter((name) => name.startsWith(birthPrefix))) {
    const birth = join(folder, name)
    const { mtimeMs } = await stat(birth).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (Date.now() - mtimeMs > birthKeptMs) await rm(birth, { recursive: true, force: true })
  }
}

async function writeFlushed(file: string, content: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } catch (error) {
    // On a full disk half a file would be in the way of everybody.
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

/** Makes names last. Some file systems cannot do it and say so; there names last when they please. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'].includes(readCode(error))) throw error
  } finally {
    await handle.close()
  }
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function readContent(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return Uint8Array.from(await readFile(file))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return readCode(error) === 'ENOENT'
}

/** The system's word for what went wrong, or nothing. */
export function readCode(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : ''
}

/** A file that is not what was written: nothing of it is taken for a row, and nothing for the lack of one. */
export function buildDamage(place: string): WeChatError {
  return new WeChatError('store_unreadable', `What lies in ${place} is damaged, or sealed with another key`)
}
