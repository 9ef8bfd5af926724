import { randomBytes } from 'node:crypto'
import { createBoundedMap } from './bounded-map.ts'

/** A website's sign-in that waits for a phone. */
export type ScanLogin = {
  /** 16 characters; it stands in the QR code. */
  uuid: string
  appid: string
  redirectUri: string
  state: string
  /** Milliseconds since 1970. */
  expiresAt: number
  status: 'waiting' | 'scanned' | 'confirmed' | 'refused'
  /** Who scanned; null while nobody has, or when it is not told yet. */
  personId: string | null
  /** The OAuth code once somebody allowed it. */
  code: string | null
}

export type ScanLogins = {
  find(uuid: string): ScanLogin | undefined
  issue(fields: Pick<ScanLogin, 'appid' | 'redirectUri' | 'state' | 'expiresAt'>): ScanLogin
  /** Those that still wait for somebody, the oldest first. */
  waiting(nowMs: number): ScanLogin[]
}

/** No codes yet. */
export function createScanLogins(): ScanLogins {
  const logins = createBoundedMap<ScanLogin>(20_000)
  return {
    find: (uuid) => logins.get(uuid),
    issue(fields) {
      const uuid = `0${randomBytes(12).toString('hex').slice(0, 15)}`
      const login: ScanLogin = { ...fields, uuid, status: 'waiting', personId: null, code: null }
      logins.set(uuid, login)
      return login
    },
    waiting: (nowMs) =>
      [...logins.values()].filter(({ status, expiresAt }) => status !== 'confirmed' && expiresAt > nowMs),
  }
}
