import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** Names of folders that do not exist yet, each another one; what comes to lie there goes after the last test. */
export function openFolders(): () => string {
  const root = mkdtempSync(join(tmpdir(), 'wxgate-store-'))
  let count = 0
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  return () => {
    count += 1
    return join(root, `${count}`)
  }
}
