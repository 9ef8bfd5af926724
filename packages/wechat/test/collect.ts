/** Everything that a walk yields. */
export async function collect<Item>(walk: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of walk) items.push(item)
  return items
}
