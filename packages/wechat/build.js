// `npm run build -w @wxgate/wechat`: dist/ from nothing, one module for each source file, so that importers take only
// what they use and stack traces name the file. Programs in CommonJS get doors and declarations of their own: behind the
// doors is the same code, since `require` loads it in every Node.js that is supported.
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'

const here = import.meta.dirname
const dist = join(here, 'dist')
rmSync(dist, { recursive: true, force: true })
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '--project', join(here, 'tsconfig.build.json')], {
  stdio: 'inherit',
})
if (status === 0) {
  writeCommonDeclarations()
  writeCommonDoors()
}
process.exitCode = status ?? 1

/** `x.d.cts` beside each `x.d.ts`: the same, with its neighbours named by their own. */
function writeCommonDeclarations() {
  for (const file of globSync('**/*.d.ts', { cwd: dist })) {
    const text = readFileSync(join(dist, file), 'utf8')
    const own = text.replace(/((?:from |import\()['"]\.[^'"]*)\.[jt]s(?=['"])/g, '$1.cjs')
    writeFileSync(join(dist, file.replace(/\.d\.ts$/, '.d.cts')), own)
  }
}

/** What `require` finds: the door's own module, so that a program has every class once. */
function writeCommonDoors() {
  const { exports } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
  for (const { require: door } of Object.values(exports).filter((door) => typeof door === 'object')) {
    const module = basename(door.default).replace(/\.cjs$/, '.js')
    writeFileSync(join(here, door.default), `module.exports = require('./${module}')\n`)
  }
}
