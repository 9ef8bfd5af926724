import { type CatalogueEntry, catalogue } from './catalogue.ts'

/** Every entry of the catalogue. */
export const entries: readonly CatalogueEntry[] = catalogue.flatMap((family) => family.entries)

const byKey: ReadonlyMap<number | string, CatalogueEntry> = new Map(
  entries.map((entry) => [entry.code ?? entry.words, entry]),
)

/** The entry of a number, of a literal code, or of a text without either. */
export function findEntry(key: number | string): CatalogueEntry | undefined {
  return byKey.get(key)
}
