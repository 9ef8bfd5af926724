import type { ContractCase } from './contract.ts'
import { checkEqual, checkThat, openTrial } from './contract-check.ts'

const minute = 60_000

/** What holds for rows that one caller at a time reads and writes. */
export const rowCases: readonly ContractCase[] = [
  {
    title: 'what was never saved is absent',
    async run(open) {
      const { store } = await openTrial(open)
      checkEqual(await store.get('kind', 'key'), undefined, 'get of nothing')
      checkEqual(await store.take('kind', 'key'), undefined, 'take of nothing')
      checkEqual(await store.drop({ kind: 'kind', key: 'key' }), 0, 'drop of nothing')
      checkEqual(await store.drop({ owner: 'nobody' }), 0, 'drop of nobody')
    },
  },
  {
    title: 'what was saved comes back, with its end and a version of 1 or more',
    async run(open) {
      const { store, inMs } = await openTrial(open)
      const expiresAt = inMs(minute)
      await store.save('kind', 'key', 'value', { expiresAt })
      const row = await store.get('kind', 'key')
      checkEqual(row?.value, 'value', 'the value')
      checkEqual(row?.expiresAt, expiresAt, 'the end')
      checkThat(
        Number.isSafeInteger(row?.version) && (row?.version ?? 0) >= 1,
        'a version is an integer from 1',
      )
    },
  },
  {
    title: 'a second save replaces value, end and owner, and the version grows',
    async run(open) {
      const { store, inMs, readVersion, readValue } = await openTrial(open)
      await store.save('kind', 'key', 'old', { expiresAt: inMs(minute), owner: 'first' })
      const version = await readVersion('kind', 'key')
      await store.save('kind', 'key', 'new', { expiresAt: inMs(2 * minute), owner: 'second' })
      checkEqual(await readValue('kind', 'key'), 'new', 'the value after a second save')
      checkThat((await readVersion('kind', 'key')) > version, 'the version grows with a save')
      checkEqual(await store.drop({ owner: 'first' }), 0, 'rows of the owner before')
      checkEqual(await store.drop({ owner: 'second' }), 1, 'rows of the owner after')
    },
  },
  {
    title: 'kinds and keys that differ only by case, blanks or composition are different',
    async run(open) {
      const { store, inMs, readValue } = await openTrial(open)
      const keys = [
        'key',
        'KEY',
        'Key',
        'key ',
        ' key',
        'caf\u00e9',
        'cafe\u0301',
        'cafe',
        'key\u0000',
        '',
        '😀',
        '😁',
      ]
      const places = [...keys.map((key) => ['kind', key] as const), ['KIND', 'key'] as const]
      for (const [kind, key] of places)
        await store.save(kind, key, `${kind}/${key.length}/${key}`, {
          expiresAt: inMs(minute),
        })
      for (const [kind, key] of places)
        checkEqual(await readValue(kind, key), `${kind}/${key.length}/${key}`, `key ${JSON.stringify(key)}`)
    },
  },
  {
    title: 'kind and key do not run into each other',
    async run(open) {
      const { store, inMs, readValue } = await openTrial(open)
      await store.save('a', 'b:c', 'one', { expiresAt: inMs(minute) })
      await store.save('a:b', 'c', 'two', { expiresAt: inMs(minute) })
      checkEqual(await readValue('a', 'b:c'), 'one', 'a and b:c')
      checkEqual(await readValue('a:b', 'c'), 'two', 'a:b and c')
    },
  },
  {
    title: 'long keys and long values with emoji, quotes and line ends come back byte by byte',
    async run(open) {
      const { store, inMs, readValue } = await openTrial(open)
      const value = `{"名字":"小明 👨‍👩‍👧 \\"'\`;--\r\n\t\u202e%s\u007f"}`.repeat(1500)
      const key = `k${'0123456789'.repeat(51)}`
      await store.save('kind', `${key}a`, value, { expiresAt: inMs(minute) })
      await store.save('kind', `${key}b`, '', { expiresAt: inMs(minute) })
      checkEqual(await readValue('kind', `${key}a`), value, 'the long value')
      checkEqual(await readValue('kind', `${key}b`), '', 'the empty value')
    },
  },
  {
    title: 'a row lives until its end and not at it',
    async run(open) {
      const { store, inMs, readValue, advance } = await openTrial(open)
      await store.save('kind', 'key', 'value', { expiresAt: inMs(minute) })
      advance(minute - 5000)
      checkEqual(await readValue('kind', 'key'), 'value', 'shortly before its end')
      advance(5000)
      checkEqual(await store.get('kind', 'key'), undefined, 'get at its end')
      checkEqual(await store.take('kind', 'key'), undefined, 'take at its end')
    },
  },
  {
    title: 'what is saved with an end in the past is absent',
    async run(open) {
      const { store, inMs } = await openTrial(open)
      await store.save('kind', 'key', 'value', { expiresAt: inMs(-1) })
      checkEqual(await store.get('kind', 'key'), undefined, 'a row that was born dead')
    },
  },
  {
    title: 'take answers the row once',
    async run(open) {
      const { store, inMs } = await openTrial(open)
      await store.save('kind', 'key', 'value', { expiresAt: inMs(minute) })
      checkEqual((await store.take('kind', 'key'))?.value, 'value', 'the first take')
      checkEqual(await store.take('kind', 'key'), undefined, 'the second take')
      checkEqual(await store.get('kind', 'key'), undefined, 'get after take')
    },
  },
  {
    title: 'compareAndSave with 0 writes only where nothing is',
    async run(open) {
      const { store, inMs, readValue, advance } = await openTrial(open)
      const save = (value: string) =>
        store.compareAndSave('kind', 'key', 0, value, { expiresAt: inMs(minute) })
      checkEqual(await save('one'), true, 'where nothing is')
      checkEqual(await save('two'), false, 'where something is')
      checkEqual(await readValue('kind', 'key'), 'one', 'after a refusal')
      advance(minute)
      checkEqual(await save('three'), true, 'where something has expired')
      checkEqual(await readValue('kind', 'key'), 'three', 'over an expired row')
    },
  },
  {
    title: 'compareAndSave with a version writes only over that version',
    async run(open) {
      const { store, inMs, readValue, readVersion, advance } = await openTrial(open)
      const save = (version: number, value: string) =>
        store.compareAndSave('kind', 'key', version, value, { expiresAt: inMs(minute) })
      checkEqual(await save(1, 'none'), false, 'over nothing')
      await store.save('kind', 'key', 'one', { expiresAt: inMs(minute) })
      const version = await readVersion('kind', 'key')
      checkEqual(await save(version, 'two'), true, 'over the version that was read')
      checkEqual(await save(version, 'three'), false, 'over a version of the past')
      checkThat((await readVersion('kind', 'key')) > version, 'the version grows with compareAndSave')
      checkEqual(await readValue('kind', 'key'), 'two', 'the value of the winner')
      const latest = await readVersion('kind', 'key')
      advance(minute)
      checkEqual(await save(latest, 'four'), false, 'over a version that has expired')
    },
  },
  {
    title: 'a version is never used again, so a stale compareAndSave cannot win',
    async run(open) {
      const { store, inMs, readVersion, readValue, advance } = await openTrial(open)
      const seen = new Set<number>()
      const ends = [
        () => store.drop({ kind: 'kind', key: 'key' }),
        () => store.take('kind', 'key'),
        () => store.drop({ owner: 'owner' }),
        async () => advance(minute),
      ]
      for (const end of [...ends, ...ends]) {
        await store.save('kind', 'key', 'value', { expiresAt: inMs(minute), owner: 'owner' })
        seen.add(await readVersion('kind', 'key'))
        await end()
      }
      checkEqual(seen.size, 2 * ends.length, 'different versions after drop, take, owner drop and expiry')
      await store.save('kind', 'key', 'latest', { expiresAt: inMs(minute) })
      for (const version of seen)
        checkEqual(
          await store.compareAndSave('kind', 'key', version, 'stale', { expiresAt: inMs(minute) }),
          false,
          'a stale version',
        )
      checkEqual(await readValue('kind', 'key'), 'latest', 'after stale writers')
    },
  },
  {
    title: 'compareAndSave keeps the owner unless another is given',
    async run(open) {
      const { store, inMs, readVersion } = await openTrial(open)
      await store.save('kind', 'key', 'one', { expiresAt: inMs(minute), owner: 'first' })
      const expiresAt = inMs(minute)
      await store.compareAndSave('kind', 'key', await readVersion('kind', 'key'), 'two', { expiresAt })
      checkEqual(await store.drop({ owner: 'first' }), 1, 'the owner that was not given again')
      await store.save('kind', 'key', 'one', { expiresAt, owner: 'first' })
      const options = { expiresAt, owner: 'second' }
      await store.compareAndSave('kind', 'key', await readVersion('kind', 'key'), 'two', options)
      checkEqual(await store.drop({ owner: 'first' }), 0, 'the owner before')
      checkEqual(await store.drop({ owner: 'second' }), 1, 'the owner after')
    },
  },
  {
    title: 'drop by key takes one row, drop by owner all rows of that owner and no other',
    async run(open) {
      const { store, inMs, readValue } = await openTrial(open)
      const expiresAt = inMs(minute)
      for (const key of ['1', '2', '3']) await store.save('kind', key, key, { expiresAt, owner: 'owner' })
      await store.save('other', '1', 'other', { expiresAt, owner: 'owner' })
      await store.save('kind', '4', '4', { expiresAt, owner: 'OWNER' })
      await store.save('kind', '5', '5', { expiresAt })
      checkEqual(await store.drop({ kind: 'kind', key: '1' }), 1, 'drop by key')
      checkEqual(await store.drop({ owner: 'owner' }), 3, 'drop by owner')
      checkEqual(await readValue('other', '1'), undefined, 'a row of the owner')
      checkEqual(await readValue('kind', '4'), '4', 'a row of an owner that differs by case')
      checkEqual(await readValue('kind', '5'), '5', 'a row without an owner')
    },
  },
]
