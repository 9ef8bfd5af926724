import { buildPageHeaders } from '../page/frame.ts'
import type { Language } from '../page/language.ts'
import { UNAVAILABLE } from '../rules/authorize-parameter.ts'
import type { Call } from '../rules/call.ts'
import { readPageText } from '../rules/page-text.ts'
import { Refused, type Rule } from '../rules/rule.ts'
import { type Answer, buildRefusalDetail } from '../wire/answer.ts'
import { buildErrorPage } from './error-page.ts'

/** What a handler knows of the browser; a phone of the API has none. */
export type Browser = {
  language: Language
  back: string
  /** The person who is there and the query of the link, for a page from which the visit can go on. */
  visit?: { person: string; query: string }
}

export const NO_BROWSER: Browser = { language: 'zh', back: '/' }

function buildRefusedPage(call: Call, refused: Refused, browser: Browser): Answer {
  const page = refused.rule.page ?? UNAVAILABLE
  return {
    status: 200,
    headers: buildPageHeaders(),
    body: buildErrorPage({ page, refused, ...browser, now: call.now }),
    errcode: refused.errcode,
    rule: refused.rule.name,
    detail: buildRefusalDetail(refused, call.warnings),
    page,
  }
}

/** The answer of `act`, or WeChat's page when a rule refused. */
export function orRefusedPage(call: Call, browser: Browser, act: () => Answer): Answer {
  try {
    return act()
  } catch (error) {
    if (error instanceof Refused) return buildRefusedPage(call, error, browser)
    throw error
  }
}

/** The page that a fault of the kind `errcode` shows in the place of the true one. */
export function buildFaultError(call: Call, errcode: number, errmsg: string | undefined): Answer {
  const rule: Rule = {
    name: 'fault:errcode',
    endpoints: [call.path],
    errcode,
    wrong: { en: 'A fault was set for this path.', zh: '该路径设置了故障。' },
    passes: { en: 'The same link once the fault is used up.', zh: '故障用完后重新打开。' },
    source: 'POST /__sim/faults',
    confidence: 'official',
    page: { name: String(errcode), text: errmsg ?? readPageText(errcode) },
  }
  return buildRefusedPage(call, new Refused(rule, `errcode ${errcode}`), NO_BROWSER)
}
