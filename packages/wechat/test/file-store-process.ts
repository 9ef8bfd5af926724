import { writeSync } from 'node:fs'
import { createFileStore } from '../src/store/file.ts'

// One process of several on a store in files; the tests kill and stop it. What it has achieved it writes to its
// output at once and synchronously, so that a kill loses none of it: `+` for an increment, `t` for a row taken.
const [folder = '', task = '', times = '0'] = process.argv.slice(2)
const store = createFileStore({ folder })
const expiresAt = Date.now() + 3_600_000

async function increment(): Promise<void> {
  const row = await store.get('kind', 'count')
  const next = JSON.stringify({
    count: JSON.parse(row?.value ?? '{"count":0}').count + 1,
    fill: 'x'.repeat(5000),
  })
  if (await store.compareAndSave('kind', 'count', row?.version ?? 0, next, { expiresAt })) writeSync(1, '+')
  else await increment()
}

async function take(key: string): Promise<void> {
  if ((await store.take('kind', key)) !== undefined) writeSync(1, 't')
}

process.once('message', async () => {
  for (let at = 0; at < Number(times); at += 1) {
    if (task === 'increment') await increment()
    else await Promise.all(Array.from({ length: 25 }, () => take(`${at}`)))
  }
  process.disconnect()
})
process.send?.('ready')
