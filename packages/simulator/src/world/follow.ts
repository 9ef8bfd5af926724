/** That somebody follows an account, since when and how they came. */
export type Follow = {
  /** Milliseconds since 1970 of the latest follow. */
  since: number
  /** WeChat's `subscribe_scene`, for example `ADD_SCENE_QR_CODE`. */
  scene: string
  /** Number and text of the QR code they came by; one of them, as the code has it. */
  qr?: { scene: number; sceneText: string }
}

/** Who follows which account. */
export type Follows = {
  get(personId: string, appid: string): Follow | undefined
  /** Appids this person follows, in the order of following. */
  of(personId: string): string[]
  add(personId: string, appid: string, follow: Follow): void
  remove(personId: string, appid: string): void
}

/** Nobody follows anything yet. */
export function createFollows(): Follows {
  const byPerson = new Map<string, Map<string, Follow>>()
  return {
    get: (personId, appid) => byPerson.get(personId)?.get(appid),
    of: (personId) => [...(byPerson.get(personId)?.keys() ?? [])],
    add(personId, appid, follow) {
      const follows = byPerson.get(personId) ?? new Map<string, Follow>()
      byPerson.set(personId, follows.set(appid, follow))
    },
    remove: (personId, appid) => {
      byPerson.get(personId)?.delete(appid)
    },
  }
}
