import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeContract } from '@wxgate/wechat/store-contract'
import { afterEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { createKept } from './kept.ts'
import { createSeal } from './seal.ts'

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function openFile(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-kept-'))
  const database = await openDatabase(`sqlite:${join(folder, 'gateway.db')}`)
  closers.push(async () => {
    await database.destroy()
    rmSync(folder, { recursive: true, force: true })
  })
  return database
}

async function openKept() {
  let offsetMs = 0
  const now = () => Date.now() + offsetMs
  const database = await openFile()
  const kept = createKept({ database, seal: createSeal([randomBytes(32)]), now })
  return {
    database,
    now,
    kept,
    advance: (ms: number) => {
      offsetMs += ms
    },
  }
}

describe('the kept table on SQLite keeps the contract of every store', () => {
  for (const { title, run } of storeContract()) {
    test(title, () =>
      run(async () => {
        const { kept, advance } = await openKept()
        return { store: kept, advance }
      }),
    )
  }
})

test('the table holds neither keys nor values as they are', async () => {
  const { kept, database, now } = await openKept()
  await kept.save('session', 'canary-key', 'canary-value', { expiresAt: now() + 60_000, owner: 'person:1' })
  const dump = JSON.stringify(await database.selectFrom('kept').selectAll().execute())
  expect(dump).not.toContain('canary')
})

test('a row that was moved to another place does not open there', async () => {
  const { kept, database, now } = await openKept()
  await kept.save('session', 'mine', 'secret', { expiresAt: now() + 60_000 })
  await database.updateTable('kept').set({ kind: 'grant' }).execute()
  await expect(kept.get('grant', 'mine')).rejects.toMatchObject({ code: 'record_seal_broken' })
})

test('the sweep deletes what has expired and nothing else', async () => {
  const { kept, advance, now } = await openKept()
  await kept.save('a', 'short', '1', { expiresAt: now() + 1000 })
  await kept.save('a', 'long', '2', { expiresAt: now() + 60_000 })
  advance(2000)
  expect(await kept.sweep()).toBe(1)
  expect((await kept.get('a', 'long'))?.value).toBe('2')
})
