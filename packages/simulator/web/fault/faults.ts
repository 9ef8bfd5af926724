import { onMounted, onUnmounted, shallowRef, watch } from 'vue'
import type { Fault, Incident, Preset } from '../api/answer.ts'
import { sendCall } from '../api/call.ts'
import { useDesk } from '../desk.ts'

const LOOK_MS = 3_000

/** Faults and incidents that wait, read again while the list is looked at, and the incidents that are known. */
export function useFaults() {
  const { inbox } = useDesk()
  const waiting = shallowRef<(Fault | Incident)[]>()
  const presets = shallowRef<Preset[]>([])
  async function refresh(): Promise<void> {
    const answer = await sendCall<{ faults: (Fault | Incident)[] }>({ method: 'GET', path: 'faults' })
    waiting.value = answer.faults
  }
  async function fetchPresets(): Promise<void> {
    presets.value = (await sendCall<{ presets: Preset[] }>({ method: 'GET', path: 'faults/presets' })).presets
  }
  const look = () => void refresh().catch(() => {})
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    look()
    // A simulator without incidents has no such call; the part then stays hidden.
    void fetchPresets().catch(() => {})
    timer = setInterval(look, LOOK_MS)
  })
  watch(inbox.rows, look)
  onUnmounted(() => clearInterval(timer))
  return { waiting, presets, look }
}
