import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import { createContext } from '../context.ts'
import { createWebPage } from './web.ts'
import { findWebFolders, isWebFresh, readNewestMs, type WebFolders } from './web-file.ts'
import { holdLock } from './web-lock.ts'
import { publishWeb } from './web-publish.ts'

let folder: string
let folders: WebFolders

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wxgate-page-'))
  await writeFile(join(folder, 'package.json'), '{}')
  await mkdir(join(folder, 'web', 'part'), { recursive: true })
  await writeFile(join(folder, 'web', 'part', 'a.ts'), 'a')
  folders = findWebFolders(join(folder, 'web', 'part'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function publish(index: string, asset: string): Promise<void> {
  const temporary = join(folder, 'temporary')
  await mkdir(temporary)
  await writeFile(join(temporary, 'index.html'), index)
  await writeFile(join(temporary, asset), 'code')
  const newestSourceMs = await readNewestMs(folders.sources)
  await publishWeb(temporary, folders, { newestSourceMs, nowMs: Date.now() })
}

test('built files are fresh until something in the sources changes or goes', async () => {
  expect(await isWebFresh(folders)).toBe(false)
  await publish('one', 'a-1.js')
  expect(await isWebFresh(folders)).toBe(true)
  const later = new Date(Date.now() + 60_000)
  await utimes(join(folders.sources, 'part', 'a.ts'), later, later)
  expect(await isWebFresh(folders)).toBe(false)
  await publish('two', 'a-2.js')
  await rm(join(folders.sources, 'part'), { recursive: true })
  await utimes(folders.sources, new Date(Date.now() + 120_000), new Date(Date.now() + 120_000))
  expect(await isWebFresh(folders)).toBe(false)
})

test('without sources, as published, built files are fresh', async () => {
  await publish('one', 'a-1.js')
  await rm(folders.sources, { recursive: true })
  expect(await isWebFresh(folders)).toBe(true)
})

test('a new build leaves the files that open pages still name, and drops them after an hour', async () => {
  await publish('one', 'a-1.js')
  await publish('two', 'a-2.js')
  expect((await readdir(folders.built)).sort()).toEqual(['a-1.js', 'a-2.js', 'build.json', 'index.html'])
  const old = new Date(Date.now() - 2 * 3_600_000)
  await utimes(join(folders.built, 'a-1.js'), old, old)
  await publish('three', 'a-3.js')
  expect((await readdir(folders.built)).sort()).toEqual(['a-2.js', 'a-3.js', 'build.json', 'index.html'])
  expect(await readFile(join(folders.built, 'index.html'), 'utf8')).toBe('three')
})

test('of several who hold a lock one acts at a time, and a lock of the dead is taken over', async () => {
  await mkdir(join(folder, 'dist'))
  await writeFile(folders.lock, JSON.stringify({ pid: 2 ** 22 + 1, at: Date.now() }))
  let acting = 0
  let most = 0
  const act = async () => {
    acting += 1
    most = Math.max(most, acting)
    await new Promise((resolve) => setImmediate(resolve))
    acting -= 1
  }
  await Promise.all([holdLock(folders.lock, act), holdLock(folders.lock, act), holdLock(folders.lock, act)])
  expect(most).toBe(1)
  expect(await readdir(join(folder, 'dist'))).toEqual([])
})

test('the plain page says that the whole one is being built, then that it failed; the log hears it once', async () => {
  const heard: string[] = []
  const webPage = createWebPage((line) => heard.push(line), folders, false)
  const app = buildApp({ ...createContext(), webPage })
  const load = async () => (await app.inject({ url: '/', headers: { 'accept-language': 'en' } })).body
  expect(await load()).toContain('<meta http-equiv="refresh" content="2">')
  expect(await load()).toContain('is being built')
  webPage.open()
  await expect.poll(() => webPage.state()).toBe('failed')
  webPage.open()
  expect(await load()).toContain('could not be built')
  expect(await load()).not.toContain('http-equiv="refresh"')
  expect(heard).toHaveLength(1)
  await app.close()
})

test('the whole page is sent under a strict policy, its files for long, and nothing else of the disk', async () => {
  await publish('<div id="page"></div>', 'a-1.js')
  const webPage = createWebPage(() => {}, folders, false)
  const app = buildApp({ ...createContext(), webPage })
  webPage.open()
  await expect.poll(() => webPage.state()).toBe('ready')
  const index = await app.inject('/')
  expect(index.body).toBe('<div id="page"></div>')
  expect(index.headers['cache-control']).toBe('no-store')
  expect(index.headers['x-robots-tag']).toContain('noindex')
  expect(index.headers['content-security-policy']).toContain(
    "default-src 'none'; script-src 'self'; style-src 'self'",
  )
  const asset = await app.inject('/__sim/page/a-1.js')
  expect(asset.headers['cache-control']).toContain('immutable')
  expect(asset.headers['content-type']).toContain('text/javascript')
  for (const path of ['index.html', 'build.json', 'b.js', '..%2f..%2fpackage.json', '%2e%2e%2fa.js']) {
    expect((await app.inject(`/__sim/page/${path}`)).statusCode).toBe(404)
  }
  await app.close()
})

test('a simulator shows its plain page unless asked for the whole one', async () => {
  const app = buildApp(createContext())
  const { body } = await app.inject('/')
  expect(body).not.toContain('id="page"')
  expect(body).not.toContain('refresh')
  expect((await app.inject('/__sim/page/a-1.js')).statusCode).toBe(404)
  await app.close()
})
