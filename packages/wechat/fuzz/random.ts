/** Numbers that look random and are the same for the same seed and place. */
export interface Random {
  /** A whole number from 0, smaller than `end`. */
  below(end: number): number
  /** Whether something happens that happens `percent` times out of a hundred. */
  isChosen(percent: number): boolean
  pick<Item>(items: readonly [Item, ...Item[]]): Item
}

/** The random numbers of input number `place` of a run. */
export function createRandom(seed: number, place: number): Random {
  // Steps apart by a large odd number, then mixed (mulberry32): neighbours have nothing in common.
  let state = (seed ^ Math.imul(place + 1, 0x9e3779b1)) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    const more = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((more ^ (more >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    below,
    isChosen: (percent) => next() * 100 < percent,
    pick: (items) => items[below(items.length)] ?? items[0],
  }
}
