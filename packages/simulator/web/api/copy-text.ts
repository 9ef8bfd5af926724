import { useDesk } from '../desk.ts'
import { useWords } from '../words/words.ts'
import { tell } from './make-call.ts'

/** Copies a text and says whether that worked. */
export function useCopy() {
  const desk = useDesk()
  const { say } = useWords()
  return async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      tell(desk, say('frame.copied'))
    } catch {
      tell(desk, say('frame.copyFailed'), true)
    }
  }
}
