import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A package registry that has one package. */
export interface Registry {
  url: string
  close(): void
}

/**
 * Serves a packed package as the registry will once it is published. So an example names the library in package.json
 * and lockfile as anybody would, and gets the one of this working copy.
 */
export async function startRegistry(
  tarball: string,
  manifest: { name: string; version: string },
): Promise<Registry> {
  const { name, version } = manifest
  const bytes = readFileSync(tarball)
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  const server = createServer(({ url = '' }, response) => {
    const isPackage = decodeURIComponent(url) === `/${name}`
    const dist = { tarball: `${readUrl()}/package.tgz`, integrity }
    const versions = { [version]: { ...manifest, dist } }
    response.setHeader('cache-control', 'no-store')
    if (url === '/package.tgz') response.end(bytes)
    else if (isPackage) response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }))
    else response.writeHead(404).end()
  })
  const readUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: readUrl(), close: () => server.close() }
}
