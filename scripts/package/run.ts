import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/**
 * Runs a command to its end and answers all it said; rejects with it when the command fails. Nothing waits meanwhile: the simulator in this
 * process must go on answering.
 */
export async function run(
  file: string,
  words: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<string> {
  try {
    const limits = { timeout: 300_000, maxBuffer: 64_000_000 }
    const { stdout, stderr } = await execute(file, words, { ...limits, ...options })
    return `${stdout}${stderr}`
  } catch (error) {
    const { stdout = '', stderr = '' } = Object(error)
    throw new Error(`${[file, ...words].join(' ')} failed\n${stdout}\n${stderr}`)
  }
}
