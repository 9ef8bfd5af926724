import type { FastifyRequest } from 'fastify'
import type { Words } from '../rules/rule.ts'
import { readHeader } from '../wire/request.ts'

export type Language = keyof Words

/** Remembers the visitor's choice of language on the simulator's pages. */
export const LANGUAGE_COOKIE = 'wxgate_sim_lang'

/** The language of a page: the choice remembered, else the browser's, else Chinese. */
export function readLanguage(request: FastifyRequest): Language {
  const chosen = request.cookies[LANGUAGE_COOKIE]
  if (chosen === 'zh' || chosen === 'en') return chosen
  const wanted = readHeader(request, 'accept-language').toLowerCase()
  return wanted === '' || wanted.startsWith('zh') ? 'zh' : 'en'
}
