#!/usr/bin/env node
// Plain JavaScript that any Node.js from 18 on can read: it finds a Node.js that wxgate runs on and starts
// the command there.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { listRuntimeFlags } from './runtime.js'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isNewEnough = major > 22 || (major === 22 && minor >= 19)
const source = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const built = fileURLToPath(new URL('../dist/main.js', import.meta.url))
// Below node_modules Node.js does not run TypeScript: there the package brings what was built.
const runsSource = existsSync(source) && !source.includes('node_modules')
const main = runsSource ? source : built
// What was compiled once need not be read and compiled again: half the time to start, and less memory.
const compileCache = fileURLToPath(new URL('../../../node_modules/.cache/wxgate', import.meta.url))

const runtime = findRuntime()
if (runtime === undefined) {
  console.error(
    `wxgate needs Node.js 22.19 or newer; this is ${process.versions.node} and no pinned runtime is installed. ` +
      `wxgate 需要 Node.js 22.19 或更新的版本，当前是 ${process.versions.node}。`,
  )
  process.exit(3)
}
start(runtime)

/** The pinned runtime first, so that everybody runs the same; else this Node.js, if it is new enough. */
function findRuntime() {
  const { resolve } = createRequire(import.meta.url)
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  try {
    return resolve(`node-${platform}-${process.arch}/${file}`)
  } catch {
    return isNewEnough ? process.execPath : undefined
  }
}

/** @param {string} runtime */
function start(runtime) {
  const flags = [...listRuntimeFlags(process.argv[2]), ...(runsSource ? ['--conditions=wxgate-source'] : [])]
  // The channel tells the command when this process is gone, however it went.
  const child = spawn(runtime, [...flags, main, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => {
    console.error(`wxgate cannot start ${runtime}: ${error.message}`)
    process.exit(3)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
