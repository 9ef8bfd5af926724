import { CommandError, exitCodes } from '../exit.ts'

/** Starts one server; a port that is taken becomes one clear sentence and the exit code for the network. */
export async function listenOn(what: string, port: number, listen: () => Promise<unknown>): Promise<void> {
  try {
    await listen()
  } catch (cause) {
    throw new CommandError(exitCodes.network, describe(what, port, cause), { cause })
  }
}

function describe(what: string, port: number, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE') {
    return `The port ${port} for the ${what} is taken. Stop what uses it, or choose another port with a flag.`
  }
  if (code === 'EACCES') return `The port ${port} for the ${what} is not allowed for this user.`
  return `The ${what} cannot listen on port ${port}: ${cause instanceof Error ? cause.message : cause}.`
}
