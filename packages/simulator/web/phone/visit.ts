import { shallowRef } from 'vue'
import type { PhoneAnswer } from '../api/answer.ts'
import type { SimCall } from '../api/call.ts'
import { useCalls } from '../api/make-call.ts'

export type Decision = 'allow' | 'deny' | 'ignore'
/** What the phone asks: for the profile, to sign in at a computer, or to follow. */
export type Question = 'profile' | 'login' | 'follow'

const QUESTIONS: Readonly<Record<string, Question>> = {
  ignored: 'profile',
  scanned: 'login',
  profile: 'follow',
}

/**
 * A visit as the phone makes it: first nothing is tapped, which shows whether WeChat would ask at all; where
 * it asks, the sheet comes and the answer is the second call.
 */
export function useVisit(buildCall: (decision: Decision) => SimCall) {
  const { make, isBusy } = useCalls()
  const answer = shallowRef<PhoneAnswer>()
  const question = shallowRef<Question>()
  const send = (decision: Decision) => make<PhoneAnswer>(buildCall(decision))

  async function start(): Promise<void> {
    answer.value = undefined
    take(await send('ignore'))
  }
  function take(first: PhoneAnswer | undefined): void {
    const asked = first?.status === 200 ? QUESTIONS[first.page] : undefined
    question.value = asked
    if (asked === undefined) answer.value = first
  }
  function decided(last: unknown): void {
    question.value = undefined
    answer.value = last as PhoneAnswer
  }
  return { answer, question, isBusy, start, take, decided }
}
