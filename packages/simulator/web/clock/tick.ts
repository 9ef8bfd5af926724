import { onUnmounted, type Ref, shallowRef } from 'vue'

/** The machine's time, renewed so often that a shown second is never late. */
export function useTicks(everyMs = 250): Readonly<Ref<number>> {
  const now = shallowRef(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, everyMs)
  onUnmounted(() => clearInterval(timer))
  return now
}
