import { type CatalogueEntry, catalogue } from './catalogue.ts'

const entries = catalogue.flatMap((family) => family.entries)
const byCode: ReadonlyMap<number, CatalogueEntry> = new Map(
  entries.flatMap((entry) => (entry.code === undefined ? [] : [[entry.code, entry] as const])),
)

// Every repetition is bounded and no two neighbours match the same character, so that garbage costs linear time.
const named =
  /(?:err(?:or)?_?code|错误码|错误代码|返回码)(?:\\{0,3}["'])?[ \t]{0,8}(?:[:=：]|=>)?[ \t]{0,8}(?:\\{0,3}["'])?(-?\d{1,7})(?!\d)/gi
const bare = /(?<![\w.:-])-?\d{5,7}(?![\w-]|\.\d)/g

/** Page texts that are also shown in other words. */
const alsoShown: Readonly<Record<string, string>> = {
  thislinkcannotbeaccessed: '该链接无法访问',
}

/** Words that belong to one entry only, without blanks, the longest first. */
const unmistakable: readonly (readonly [string, CatalogueEntry])[] = buildUnmistakable()

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[\s,，。.…'"“”]+/g, '')
}

function buildUnmistakable(): [string, CatalogueEntry][] {
  const counts = Map.groupBy(entries, ({ words }) => squeeze(words))
  const alone = [...counts].flatMap(([words, [entry, ...others]]): [string, CatalogueEntry][] =>
    entry && others.length === 0 && isTelling(words, entry) ? [[words, entry]] : [],
  )
  const also = Object.entries(alsoShown).flatMap(([shown, words]): [string, CatalogueEntry][] =>
    entries.filter((entry) => entry.words === words).map((entry) => [shown, entry]),
  )
  return [...alone, ...also].toSorted(([one], [other]) => other.length - one.length)
}

/** Short English words stand in sentences that mean something else: `invalid sign` in `invalid signature`. */
function isTelling(words: string, { code }: CatalogueEntry): boolean {
  return code === undefined || words.length > 11 || /[\u4e00-\u9fff]/.test(words)
}

/** The entry that a text speaks of: by a named number, a number by itself, then by WeChat's words. */
export function findEntry(text: string): CatalogueEntry | undefined {
  const trimmed = text.trim()
  if (/^-?\d{1,7}$/.test(trimmed)) return byCode.get(Number(trimmed))
  const numbers = Array.from(text.matchAll(named), ([, digits]) => Number(digits))
  // A line may tell an inner success before the failure.
  const said =
    numbers.find((code) => code !== 0 && byCode.has(code)) ?? numbers.find((code) => byCode.has(code))
  if (said !== undefined) return byCode.get(said)
  if (numbers.length > 0) return undefined
  return findBare(text) ?? findWords(text)
}

function findBare(text: string): CatalogueEntry | undefined {
  for (const [digits] of text.matchAll(bare)) {
    const entry = byCode.get(Number(digits))
    if (entry) return entry
  }
  return undefined
}

function findWords(text: string): CatalogueEntry | undefined {
  const squeezed = squeeze(text)
  if (/invalidip[0-9a-f:]{2,45}ipv6|notinwhitelist/.test(squeezed)) return byCode.get(40164)
  return unmistakable.find(([words]) => squeezed.includes(words))?.[1]
}
