/** The exit codes of a command; scripts depend on them. */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  configuration: 3,
  network: 4,
  wechat: 5,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The meaning of each exit code, for the help. */
export const exitMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'ok',
  1: 'a check failed',
  2: 'wrong usage',
  3: 'configuration',
  4: 'network',
  5: 'WeChat said no',
}

/** The promise behind a failure with `--json`; messages may change. */
export type CommandErrorCode =
  | 'usage_invalid'
  | 'check_failed'
  | 'config_invalid'
  | 'record_failed'
  | 'state_unusable'
  | 'state_in_use'
  | 'port_taken'
  | 'port_unusable'
  | 'authority_missing'

/** A command that cannot go on: one sentence for a person, one exit code and one literal code for a script. */
export class CommandError extends Error {
  readonly exitCode: ExitCode
  readonly code: CommandErrorCode
  /** Each thing that is wrong, where there may be several. */
  readonly problems: readonly string[]

  constructor(
    exitCode: ExitCode,
    code: CommandErrorCode,
    message: string,
    { problems = [message], cause }: { problems?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'CommandError'
    this.exitCode = exitCode
    this.code = code
    this.problems = problems
  }
}

/** A command that was called in a way it does not have. */
export function buildUsageError(message: string, cause?: unknown): CommandError {
  return new CommandError(exitCodes.usage, 'usage_invalid', message, { cause })
}
