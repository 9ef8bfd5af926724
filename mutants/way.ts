import type { MutantList } from './mutant.ts'
import { answer } from './way/answer.ts'
import { attempt } from './way/attempt.ts'
import { browser } from './way/browser.ts'
import { gateway } from './way/gateway.ts'
import { handoff } from './way/handoff.ts'
import { limit } from './way/limit.ts'
import { session } from './way/session.ts'

/** The defences of the visitor's way, from "sign in" to a session. */
export const way: readonly MutantList[] = [attempt, answer, browser, limit, handoff, session, gateway]
