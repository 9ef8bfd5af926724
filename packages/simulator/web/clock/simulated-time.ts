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

/** The zone of every time on the page: China's, in which WeChat counts its days. */
export const ZONE = 'UTC+8'
const OFFSET_MS = 8 * 3_600_000

/** A moment as the page shows it, in China's time. */
export function writeMoment(at: number): { date: string; time: string } {
  const [date = '', time = ''] = new Date(at + OFFSET_MS).toISOString().split(/[T.]/)
  return { date, time }
}

/** The moment that a `datetime-local` field names in China's time; undefined for an empty field. */
export function parseMoment(text: string): Date | undefined {
  const moment = new Date(`${text}+08:00`)
  return Number.isNaN(moment.getTime()) ? undefined : moment
}
