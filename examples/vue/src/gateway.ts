import { createWxgate, type Session } from '@wxgate/browser'
import axios, { isAxiosError } from 'axios'
import { ref } from 'vue'

const gateway = import.meta.env.VITE_GATEWAY ?? 'http://localhost:4400'
const client = 'demo'

export const wxgate = createWxgate({ gateway, client })

/** Calls with the gateway's cookie; calls of your own API go the same way. */
const api = axios.create({ baseURL: gateway, withCredentials: true, params: { client } })

/** The signed-in person: undefined until it is known, null for nobody. */
export const session = ref<Session | null>()
/** Why it is not known who is signed in. */
export const failure = ref('')

export async function loadSession(): Promise<void> {
  try {
    session.value = (await api.get<Session>('/session')).data
    failure.value = ''
  } catch (error) {
    const isNobody = isAxiosError(error) && error.response?.status === 401
    session.value = isNobody ? null : undefined
    failure.value = isNobody ? '' : `The sign-in cannot be reached: ${error}`
  }
}

export async function signOut(): Promise<void> {
  await wxgate.signOut()
  await loadSession()
}
