import { onMounted, onUnmounted, shallowRef } from 'vue'
import type { Chat } from '../api/answer.ts'
import { sendCall } from '../api/call.ts'

const LOOK_MS = 2_000

/** A person's conversations, read again while they are looked at: accounts may write at any time. */
export function useChats(readPersonId: () => string) {
  const chats = shallowRef<Chat[]>([])
  async function look(): Promise<void> {
    const path = `chats?person=${encodeURIComponent(readPersonId())}`
    const answer = await sendCall<{ chats: Chat[] }>({ method: 'GET', path }).catch(() => undefined)
    if (answer) chats.value = answer.chats
  }
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    void look()
    timer = setInterval(look, LOOK_MS)
  })
  onUnmounted(() => clearInterval(timer))
  return { chats, look }
}
