import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openFolders } from '../../test/folder.ts'
import { storeContract } from './contract.ts'
import { createFileStore } from './file.ts'

const nameFolder = openFolders()
const secretKey = new Uint8Array(32).fill(7)
const inAnHour = { expiresAt: Date.now() + 3_600_000 }

for (const secretKeys of [undefined, [secretKey]])
  for (const { title, run } of storeContract())
    test(`file store${secretKeys ? ', sealed' : ''}: ${title}`, () =>
      run(async () => {
        let clock = 1_700_000_000_000
        const now = () => clock
        return {
          store: createFileStore({ folder: nameFolder(), now, ...(secretKeys && { secretKeys }) }),
          now,
          advance: (ms) => {
            clock += ms
          },
        }
      }))

async function listFiles(folder: string, ending = ''): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name))
}

async function readEverything(folder: string): Promise<string> {
  const texts = await Promise.all((await listFiles(folder, '.rows')).map((file) => readFile(file, 'latin1')))
  return [...(await listFiles(folder)), ...texts].join('\n')
}

test('several stores on one folder see the same rows, the next one after a restart too', async () => {
  const folder = nameFolder()
  const [one, other] = [createFileStore({ folder }), createFileStore({ folder })]
  await one.save('kind', 'key', 'value', inAnHour)
  const row = await other.take('kind', 'key')
  expect(row?.value).toBe('value')
  expect(await one.get('kind', 'key')).toBeUndefined()
  const next = createFileStore({ folder })
  await next.save('kind', 'key', 'value', inAnHour)
  expect((await one.get('kind', 'key'))?.version).toBeGreaterThan(row?.version ?? 0)
})

test('no version comes back when the folder was deleted under a running process', async () => {
  const folder = nameFolder()
  const store = createFileStore({ folder })
  await store.save('kind', 'key', 'value', inAnHour)
  const before = await store.get('kind', 'key')
  await rm(folder, { recursive: true })
  expect(await store.get('kind', 'key')).toBeUndefined()
  await store.save('kind', 'key', 'value', inAnHour)
  expect((await store.get('kind', 'key'))?.version).toBeGreaterThan(before?.version ?? 0)
})

test('files are for their owner alone, and their names tell no key', async () => {
  const folder = nameFolder()
  await createFileStore({ folder }).save('kind', 'the key', 'the value', { ...inAnHour, owner: 'somebody' })
  const places = [folder, ...(await listFiles(folder))]
  const modes = await Promise.all(places.map(async (place) => (await stat(place)).mode & 0o777))
  expect(modes).toEqual([0o700, 0o700, 0o600, 0o600])
  expect(await readEverything(folder)).not.toMatch(/the key|somebody/)
  expect(await readEverything(folder)).toMatch(/the value/)
})

test('with a key nothing stands in the files that could be read', async () => {
  const folder = nameFolder()
  const store = createFileStore({ folder, secretKeys: [secretKey] })
  await store.save('kind', 'the key', 'the value', { ...inAnHour, owner: 'somebody' })
  expect(await readEverything(folder)).not.toMatch(/value|the key|somebody/)
  expect((await store.get('kind', 'the key'))?.value).toBe('the value')
})

test('a key is changed by putting the new one in front; after 256 writes the old one is not needed', async () => {
  const folder = nameFolder()
  const newKey = new Uint8Array(32).fill(8)
  const old = createFileStore({ folder, secretKeys: [secretKey] })
  for (let at = 0; at < 20; at += 1) await old.save('kind', `${at}`, `${at}`, inAnHour)
  const both = createFileStore({ folder, secretKeys: [newKey, secretKey] })
  expect((await both.get('kind', '7'))?.value).toBe('7')
  for (let at = 0; at < 256; at += 1) await both.save('other', 'same', 'x', inAnHour)
  const renewed = createFileStore({ folder, secretKeys: [newKey] })
  for (let at = 0; at < 20; at += 1) expect((await renewed.get('kind', `${at}`))?.value).toBe(`${at}`)
  await expect(old.get('kind', '7')).rejects.toMatchObject({ code: 'store_unreadable', retryable: false })
})

test('neither an unsealed file with keys nor a sealed one without is taken for an absent row', async () => {
  for (const [before, after] of [
    [{}, { secretKeys: [secretKey] }],
    [{ secretKeys: [secretKey] }, {}],
  ]) {
    const folder = nameFolder()
    await createFileStore({ folder, ...before }).save('kind', 'key', 'value', inAnHour)
    const store = createFileStore({ folder, ...after })
    await expect(store.get('kind', 'key')).rejects.toMatchObject({ code: 'store_unreadable' })
  }
})

test('a damaged, cut or lost file is never a row and never the absence of one', async () => {
  const damages = [
    (file: string) => writeFile(file, 'x', { flag: 'r+' }),
    async (file: string) => truncate(file, (await stat(file)).size - 1),
    (file: string) => truncate(file, 0),
    (file: string) => rm(file),
  ]
  for (const damage of damages) {
    const folder = nameFolder()
    const store = createFileStore({ folder })
    await store.save('kind', 'key', 'the value', inAnHour)
    for (const file of await listFiles(folder, '.rows')) await damage(file)
    const calls = [
      () => store.get('kind', 'key'),
      () => store.take('kind', 'key'),
      () => store.compareAndSave('kind', 'key', 0, 'x', inAnHour),
      () => store.drop({ owner: 'somebody' }),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'store_unreadable' })
    await store.save('kind', 'another', 'x', inAnHour)
    expect((await store.get('kind', 'another'))?.value).toBe('x')
  }
})

test('a file that was put in the place of another one does not open', async () => {
  const folder = nameFolder()
  const store = createFileStore({ folder, secretKeys: [secretKey] })
  await store.save('kind', 'a', 'of a', inAnHour)
  await store.save('kind', 'b', 'of b', inAnHour)
  const [first = '', second = ''] = await listFiles(folder, '.rows')
  await writeFile(second, await readFile(first))
  const rows = await Promise.allSettled([store.get('kind', 'a'), store.get('kind', 'b')])
  expect(rows.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('what has expired leaves the disk with later writes, whatever they are about', async () => {
  let clock = Date.now()
  const folder = nameFolder()
  const store = createFileStore({ folder, now: () => clock })
  for (let at = 0; at < 30; at += 1) await store.save('kind', `${at}`, 'secret', { expiresAt: clock + 1000 })
  await store.lease('kind', 'key', { holder: 'secret', ttlMs: 1000 })
  clock += 1000
  for (let at = 0; at < 256; at += 1) await store.save('kind', 'alive', 'x', { expiresAt: clock + 1000 })
  expect(await readEverything(folder)).not.toMatch(/secret/)
})

test('a folder that cannot be used is an error that says why and gives nothing away', async () => {
  const file = nameFolder()
  await writeFile(file, '')
  for (const [folder, code] of [
    [join(nameFolder(), 'parent', 'missing'), 'ENOENT'],
    [file, 'ENOTDIR'],
    [join(file, 'below'), 'ENOTDIR'],
  ] as const) {
    const error = await createFileStore({ folder })
      .save('kind', 'the key', 'the value', inAnHour)
      .catch((error: unknown) => error)
    expect(error).toMatchObject({ code: 'store_unavailable', retryable: false, cause: { code } })
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/the key|the value/)
  }
})

test('on a full disk a write is an error, what was there stays, and no half file is left', async () => {
  const folder = nameFolder()
  const store = createFileStore({ folder })
  await store.save('kind', 'key', 'before', inAnHour)
  // A limit on the size of files stops a write in its middle, like a disk that is full.
  const script = `
    const { createFileStore } = await import(${JSON.stringify(new URL('file.ts', import.meta.url).href)})
    const store = createFileStore({ folder: ${JSON.stringify(folder)} })
    await store.save('kind', 'key', 'x'.repeat(1e6), { expiresAt: Date.now() + 1000 })
      .catch(({ code, cause, retryable }) => process.stdout.write([code, cause.code, retryable].join(' ')))`
  const limited = 'trap "" XFSZ; ulimit -f 64; exec "$0" --input-type=module --eval "$1"'
  const { stdout } = await promisify(execFile)('sh', ['-c', limited, process.execPath, script])
  expect(stdout).toBe('store_unavailable EFBIG true')
  expect((await store.get('kind', 'key'))?.value).toBe('before')
  expect(await listFiles(folder, '.rows')).toHaveLength(1)
})

test.skipIf(process.platform === 'win32')(
  'a folder that others may write to is refused, before a row is read',
  async () => {
    for (const mode of [0o777, 0o770, 0o702]) {
      const folder = nameFolder()
      await mkdir(folder)
      await chmod(folder, mode)
      expect(() => createFileStore({ folder }), mode.toString(8)).toThrow(
        expect.objectContaining({ name: 'TypeError', code: 'store_folder_open' }),
      )
      await chmod(folder, 0o755)
      await createFileStore({ folder }).save('kind', 'key', 'value', inAnHour)
    }
  },
)

test('a store without a folder or with a key of the wrong length is a mistake of the program', () => {
  expect(() => createFileStore({ folder: '' })).toThrow(
    expect.objectContaining({ code: 'store_folder_invalid' }),
  )
  for (const secretKeys of [[], [new Uint8Array(31)], [secretKey, new Uint8Array(33)]])
    expect(() => createFileStore({ folder: 'x', secretKeys })).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'store_key_invalid' }),
    )
})

test('a key that is overwritten by the program afterwards still opens', async () => {
  const key = new Uint8Array(32).fill(9)
  const store = createFileStore({ folder: nameFolder(), secretKeys: [key] })
  await store.save('kind', 'key', 'value', inAnHour)
  key.fill(0)
  expect((await store.get('kind', 'key'))?.value).toBe('value')
})
