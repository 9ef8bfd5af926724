// `npm run build -w @wxgate/wechat`: dist/ from nothing, one module for each source file, so that importers take only
// what they use and stack traces name the file.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const here = import.meta.dirname
rmSync(join(here, 'dist'), { recursive: true, force: true })
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '--project', join(here, 'tsconfig.build.json')], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
