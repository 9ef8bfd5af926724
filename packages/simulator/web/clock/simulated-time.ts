import { computed } from 'vue'
import { useDesk } from '../desk.ts'
import { useTicks } from './tick.ts'

/** The simulated time, ticking between two readings. */
export function useSimulatedTime() {
  const { town } = useDesk()
  const machine = useTicks()
  const clock = computed(() => town.state.value?.clock)
  const now = computed(() => {
    if (!clock.value) return undefined
    const since = clock.value.frozen ? 0 : Math.max(0, machine.value - town.readAt.value)
    return clock.value.now + since
  })
  return { clock, now }
}

/** A moment as the page shows it, in the reader's time zone. */
export function writeMoment(at: number): { date: string; time: string } {
  const pad = (value: number) => String(value).padStart(2, '0')
  const moment = new Date(at)
  const date = `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`
  const time = `${pad(moment.getHours())}:${pad(moment.getMinutes())}:${pad(moment.getSeconds())}`
  return { date, time }
}
