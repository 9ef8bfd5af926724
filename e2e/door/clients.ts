import type { Town } from '../../packages/cli/src/town/town.ts'

/** The clients of the stories, beside the demo's. */
export async function saveClients({ records, app }: Pick<Town, 'records' | 'app'>, site: string) {
  const demo = await records.clients.find('demo')
  if (!demo) throw new Error('no demo client')
  await records.clients.save({
    ...demo,
    id: 'shop',
    name: 'Shop 店',
    redirectUris: [`${app}/shop/callback`],
    returnUrls: [`${app}/`],
    protects: false,
  })
  await records.clients.save({ ...demo, id: 'tea', name: 'Tea 茶', returnUrls: [`${site}/`], protects: true })
}
