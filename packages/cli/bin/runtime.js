// How the command's Node.js is started. Plain JavaScript, shared by the launcher and the benchmark.

/**
 * The simulator stays small enough to keep open all day: a little young space, and old space that is collected
 * before it grows. It costs no throughput that was measured (`npm run bench`).
 */
const smallFlags = ['--max-semi-space-size=2', '--optimize-for-size', '--max-old-space-size=128']

/** @param {string | undefined} command @returns {string[]} */
export function listRuntimeFlags(command) {
  return command === 'simulate' ? smallFlags : []
}
