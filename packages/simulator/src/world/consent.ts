/** What people allowed accounts to know, and when. Withdrawing ends every token given before. */
export type Consents = {
  /** Milliseconds since 1970 of the last tap on "allow", or undefined. */
  get(personId: string, appid: string): number | undefined
  save(personId: string, appid: string, nowMs: number): void
  withdraw(personId: string, appid: string): void
  /** How often this person withdrew from this account: tokens of an earlier count are dead. */
  epoch(personId: string, appid: string): number
}

/** Nobody allowed anything yet. */
export function createConsents(): Consents {
  const given = new Map<string, number>()
  const epochs = new Map<string, number>()
  return {
    get: (personId, appid) => given.get(`${personId} ${appid}`),
    save: (personId, appid, nowMs) => {
      given.set(`${personId} ${appid}`, nowMs)
    },
    withdraw(personId, appid) {
      const key = `${personId} ${appid}`
      given.delete(key)
      epochs.set(key, (epochs.get(key) ?? 0) + 1)
    },
    epoch: (personId, appid) => epochs.get(`${personId} ${appid}`) ?? 0,
  }
}
