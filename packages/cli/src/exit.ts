/** What a command's exit code says; scripts depend on it. */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  configuration: 3,
  network: 4,
  wechat: 5,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** A command that cannot go on: one sentence for a person, one exit code for a script. */
export class CommandError extends Error {
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}
