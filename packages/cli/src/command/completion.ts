import { buildUsageError, exitCodes } from '../exit.ts'
import { commonFlags, type Flags, readFlagsAndWords } from '../flag.ts'
import type { Command } from './command.ts'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

/** `wxgate completion SHELL`: a script that lets a shell complete commands and flags, made of the commands themselves. */
export function buildCompletion(listCommands: () => readonly Command[]): Command {
  const completion: Command = {
    name: 'completion',
    words: shells.join('|'),
    choices: shells,
    summary: 'a script that lets your shell complete commands and flags',
    flags: {},
    examples: [
      ['completion bash > ~/.local/share/bash-completion/completions/wxgate', 'bash, for every new shell'],
      ['completion zsh > ~/.zfunc/_wxgate', 'zsh, where ~/.zfunc is in fpath'],
      ['completion fish > ~/.config/fish/completions/wxgate.fish', 'fish'],
    ],
    page: 'start',
    async run(given, { output }) {
      const { words } = readFlagsAndWords(given, {}, 'completion')
      const [shell, ...more] = words
      const known = shells.find((one) => one === shell)
      if (known === undefined || more.length > 0)
        throw buildUsageError(`completion needs one of ${shells.join(', ')}. See wxgate help completion.`)
      output.data(writers[known](listCommands()))
      return exitCodes.ok
    },
  }
  return completion
}

const writers: Readonly<Record<Shell, (commands: readonly Command[]) => string>> = {
  bash: writeBash,
  zsh: writeZsh,
  fish: writeFish,
}

function listFlags(flags: Flags): Flags {
  return { ...flags, ...commonFlags }
}

/** The words and flags that may follow a command. */
function listWords({ choices = [], flags }: Command): string {
  return [...choices, ...Object.keys(listFlags(flags)).map((flag) => `--${flag}`)].join(' ')
}

function writeBash(commands: readonly Command[]): string {
  const cases = commands.map((command) => `    ${command.name}) words='${listWords(command)}' ;;`)
  return `_wxgate() {
  local current=\${COMP_WORDS[COMP_CWORD]} words
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
    *) words='${listNames(commands)}' ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='${listNames(commands)}'
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _wxgate wxgate`
}

function writeZsh(commands: readonly Command[]): string {
  const cases = commands.map((command) => `    ${command.name}) compadd -- ${listWords(command)} ;;`)
  const names = commands.map(
    ({ name, summary }) => `    '${name}:${summary.replaceAll("'", "'\\''").replaceAll(':', '\\:')}'`,
  )
  return `#compdef wxgate
_wxgate() {
  local -a commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
${cases.join('\n')}
  esac
}
compdef _wxgate wxgate`
}

function writeFish(commands: readonly Command[]): string {
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`
  const lines = commands.flatMap(({ name, summary, choices = [], flags }) => [
    `complete -c wxgate -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`,
    ...choices.map((choice) => `complete -c wxgate -n '__fish_seen_subcommand_from ${name}' -f -a ${choice}`),
    ...Object.entries(listFlags(flags)).map(
      ([flag, { value, text }]) =>
        `complete -c wxgate -n '__fish_seen_subcommand_from ${name}' -l ${flag}${value === undefined ? '' : ' -r'} -d ${quote(text)}`,
    ),
  ])
  return lines.join('\n')
}

function listNames(commands: readonly Command[]): string {
  return commands.map(({ name }) => name).join(' ')
}
