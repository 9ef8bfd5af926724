import { CommandError, exitCodes } from '../exit.ts'

/** Starts one server; a port that is taken becomes one clear sentence and the exit code for the network. */
export async function listenOn(what: string, port: number, listen: () => Promise<unknown>): Promise<void> {
  try {
    await listen()
  } catch (cause) {
    const code = isTaken(cause) ? 'port_taken' : 'port_unusable'
    throw new CommandError(exitCodes.network, code, describe(what, port, cause), { cause })
  }
}

function isTaken(cause: unknown): boolean {
  return readCode(cause) === 'EADDRINUSE'
}

function readCode(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

function describe(what: string, port: number, cause: unknown): string {
  if (isTaken(cause)) {
    return `The port ${port} for the ${what} is taken. Stop what uses it, or choose another port with a flag.`
  }
  if (readCode(cause) === 'EACCES') return `The port ${port} for the ${what} is not allowed for this user.`
  return `The ${what} cannot listen on port ${port}: ${cause instanceof Error ? cause.message : cause}.`
}
