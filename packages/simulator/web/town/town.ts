import { computed, type Ref, shallowRef } from 'vue'
import type { Application, Component, Person, TownState } from '../api/answer.ts'
import { sendCall } from '../api/call.ts'
import type { Language } from '../language.ts'

/** What the simulator holds, read again after every change. */
export function createTown(language: Ref<Language>) {
  const state = shallowRef<TownState>()
  /** The page's own time of the newest reading, for a clock that ticks in between. */
  const readAt = shallowRef(0)
  const accounts = computed<(Application | Component)[]>(() => [
    ...(state.value?.applications ?? []),
    ...(state.value?.components ?? []),
  ])
  const people = computed<Person[]>(() => state.value?.people ?? [])
  const findAccount = (appid: string | null) => accounts.value.find((each) => each.appid === appid)
  return {
    state,
    readAt,
    accounts,
    people,
    findAccount,
    nameAccount(appid: string | null): string {
      const account = findAccount(appid)
      if (!account) return appid ?? ''
      return language.value === 'zh' ? account.name : account.nameEn
    },
    async refresh(): Promise<void> {
      const answer = await sendCall<TownState>({ method: 'GET', path: 'state' })
      readAt.value = Date.now()
      state.value = answer
    },
  }
}

export type Town = ReturnType<typeof createTown>
