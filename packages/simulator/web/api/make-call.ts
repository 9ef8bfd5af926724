import { ref } from 'vue'
import { type Desk, useDesk } from '../desk.ts'
import { useWords } from '../words/words.ts'
import { CallRefused, type SimCall, sendCall } from './call.ts'

/** Says something at the bottom of the page for a while. */
export function tell(desk: Desk, text: string, isError = false): void {
  desk.notice.value = { text, isError, at: Date.now() }
}

/** Makes calls of the simulator's API: says what went wrong, reads the town again. Undefined: it failed. */
export function useCalls() {
  const desk = useDesk()
  const { say } = useWords()
  const isBusy = ref(false)
  async function make<Answer>(call: SimCall): Promise<Answer | undefined> {
    isBusy.value = true
    try {
      const answer = await sendCall<Answer>(call)
      if (call.method !== 'GET') await desk.town.refresh()
      return answer
    } catch (error) {
      tell(desk, error instanceof CallRefused ? error.message : say('frame.failed'), true)
      return undefined
    } finally {
      isBusy.value = false
    }
  }
  return { make, isBusy, tell: (text: string) => tell(desk, text) }
}
