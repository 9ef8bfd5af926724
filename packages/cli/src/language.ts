import type { Language } from '@wxgate/wechat/explain'

/** The language of the terminal, as its locale says (POSIX: LC_ALL over LC_MESSAGES over LANG); English otherwise. */
export function readTerminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return /^zh/i.test(locale) ? 'zh' : 'en'
}
