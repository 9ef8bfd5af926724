import type { ContractCase } from './contract.ts'
import { checkEqual, checkThat, openTrial } from './contract-check.ts'

const minute = 60_000
const callers = Array.from({ length: 100 }, (_, at) => at)

/** What holds when a hundred callers come at once. */
export const raceCases: readonly ContractCase[] = [
  {
    title: 'of 100 parallel takes exactly one gets the row',
    async run(open) {
      const { store, inMs } = await openTrial(open)
      await store.save('kind', 'key', 'value', { expiresAt: inMs(minute) })
      const rows = await Promise.all(callers.map(() => store.take('kind', 'key')))
      checkEqual(rows.filter((row) => row !== undefined).length, 1, 'winners of take')
    },
  },
  {
    title: 'of 100 parallel compareAndSave over one version exactly one wins, and its value stays',
    async run(open) {
      const { store, inMs, readVersion, readValue } = await openTrial(open)
      const expiresAt = inMs(minute)
      await store.save('kind', 'key', 'before', { expiresAt })
      const version = await readVersion('kind', 'key')
      const saved = await Promise.all(
        callers.map((at) => store.compareAndSave('kind', 'key', version, `${at}`, { expiresAt })),
      )
      checkEqual(saved.filter(Boolean).length, 1, 'winners of compareAndSave')
      checkEqual(await readValue('kind', 'key'), `${saved.indexOf(true)}`, 'the value of the winner')
    },
  },
  {
    title: 'of 100 parallel compareAndSave where nothing is exactly one wins',
    async run(open) {
      const { store, inMs, readValue } = await openTrial(open)
      const expiresAt = inMs(minute)
      const saved = await Promise.all(
        callers.map((at) => store.compareAndSave('kind', 'key', 0, `${at}`, { expiresAt })),
      )
      checkEqual(saved.filter(Boolean).length, 1, 'winners of the first write')
      checkEqual(await readValue('kind', 'key'), `${saved.indexOf(true)}`, 'the value of the winner')
    },
  },
  {
    title: '100 parallel saves all succeed and one of them stays',
    async run(open) {
      const { store, inMs, readValue } = await openTrial(open)
      const expiresAt = inMs(minute)
      await Promise.all(callers.map((at) => store.save('kind', 'key', `${at}`, { expiresAt })))
      checkThat(callers.includes(Number(await readValue('kind', 'key'))), 'one of the saved values stays')
    },
  },
  {
    title: 'of 100 parallel holders exactly one gets the lease',
    async run(open) {
      const { store } = await openTrial(open)
      const fences = await Promise.all(
        callers.map((at) => store.lease('kind', 'key', { holder: `${at}`, ttlMs: minute })),
      )
      checkEqual(fences.filter((fence) => fence !== undefined).length, 1, 'holders of the lease')
    },
  },
]
