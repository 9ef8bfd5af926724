import { createKeeper, hide, type Keeper } from '@wxgate/wechat'
import { openClock } from './clock.ts'
import type { Order, Report, Setup } from './message.ts'
import { openPlace } from './place.ts'
import { countWork } from './work.ts'

// One process of four, with a keeper for each key on the store that all share. It is killed and stopped from outside.
const setup: Setup = JSON.parse(process.argv[2] ?? '')
const clock = setup.clockFile === undefined ? undefined : openClock(setup.clockFile)
const time = clock && { now: clock.now, elapsed: clock.elapsed }
const { store } = await openPlace(setup.place, clock?.now)
const work = countWork(store)
const keepers = new Map<string, Keeper>()
let proceed = () => {}

function tell(report: Report): void {
  process.send?.(report)
}

// Only this and `ask` know what a token looks like.
async function fetchToken() {
  const signal = AbortSignal.timeout(5000)
  const response = await fetch(setup.upstreamUrl, { headers: { 'x-pid': `${process.pid}` }, signal })
  const { token, expiresAt, pause } = JSON.parse(await response.text())
  if (pause) {
    const going = new Promise<void>((resolve) => {
      proceed = resolve
    })
    tell({ type: 'paused' })
    await going
  }
  return { token: hide(token, 'test'), expiresAt }
}

function openKeeper(key: string): Keeper {
  const opened = keepers.get(key)
  if (opened !== undefined) return opened
  const keeper = createKeeper({
    store: work.store,
    kind: 'faults',
    key,
    use: 'test',
    fetch: fetchToken,
    ...time,
  })
  keepers.set(key, keeper)
  return keeper
}

/** What a caller does: asks, uses what it got, and if that was refused tells so and asks once more. */
async function ask(keeper: Keeper, refused: readonly string[]): Promise<string> {
  const { token } = await keeper.get()
  if (!refused.includes(token.reveal())) return token.reveal()
  await keeper.refuse(token)
  return (await keeper.get()).token.reveal()
}

function count(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
}

async function answer({ id, key, callers, refused }: Extract<Order, { type: 'ask' }>): Promise<void> {
  const keeper = openKeeper(key)
  const results = await Promise.allSettled(Array.from({ length: callers }, () => ask(keeper, refused)))
  const tokens = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const errors = results.flatMap((result) =>
    result.status === 'rejected' ? [`${result.reason.code ?? result.reason.name}`] : [],
  )
  tell({ type: 'answers', id, tokens: count(tokens), errors: count(errors) })
}

process.on('message', (order: Order) => {
  if (order.type === 'ask') answer(order)
  else if (order.type === 'settle') work.settle().then(() => tell({ type: 'settled' }))
  else proceed()
})
process.on('disconnect', () => process.exit())
tell({ type: 'ready' })
