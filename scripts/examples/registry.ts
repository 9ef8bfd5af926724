import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A package registry that has the packages of this repository. */
export interface Registry {
  url: string
  close(): void
}

/** A package as `npm pack` made it. */
export interface PackedPackage {
  tarball: string
  manifest: { name: string; version: string }
}

/**
 * Serves packed packages as the registry will once they are published. So an example names the library in package.json
 * and lockfile as anybody would, and gets the one of this working copy.
 */
export async function startRegistry(packages: readonly PackedPackage[]): Promise<Registry> {
  const server = createServer(({ url = '' }, response) => {
    response.setHeader('cache-control', 'no-store')
    const path = decodeURIComponent(url)
    const described = packages.find(({ manifest }) => path === `/${manifest.name}`)
    const wanted = packages.find(({ manifest }) => path === `/${manifest.name}.tgz`)
    if (described !== undefined) response.end(JSON.stringify(describe(described, readUrl())))
    else if (wanted !== undefined) response.end(readFileSync(wanted.tarball))
    else response.writeHead(404).end()
  })
  const readUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: readUrl(), close: () => server.close() }
}

function describe({ tarball, manifest }: PackedPackage, url: string) {
  const { name, version } = manifest
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  const dist = { tarball: `${url}/${name}.tgz`, integrity }
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } }
}
