/** The candidate that takes the fewest typing mistakes, if that is at most two, or a third of the letters. */
export function findNearest(word: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: readDistance(word, candidate) }))
    .sort((left, right) => left.distance - right.distance)
  return best && best.distance <= Math.max(2, word.length / 3) ? best.candidate : undefined
}

/** Levenshtein's distance: how many letters must be added, left out or changed. */
function readDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...left].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...right].entries()) {
      const change = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(change, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
