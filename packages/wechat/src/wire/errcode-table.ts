import type { ErrcodeKind } from '../error.ts'

// A code whose meaning depends on the call (40001 means four things) stands here with what it means to an
// API call made with the app token of one's own secret.
const table: Readonly<Partial<Record<ErrcodeKind, readonly number[]>>> = {
  retryLater: [-1, 45011, 61450],
  ok: [0],
  refreshAppToken: [40001, 40014, 42001, 48012],
  config: [
    40002, 40013, 40125, 40164, 40243, 41001, 41002, 41003, 41004, 41008, 41009, 41010, 41013, 41018, 41019,
    41020, 41021, 43001, 43002, 43003, 43004, 43005, 43007, 43016, 43019, 43104, 44002, 45035, 47001, 48001,
    48004, 50004, 50007, 61004, 61005, 61006, 61011, 61014, 61015, 61024, 61028, 89501, 89502, 89503, 89504,
    89505, 89506, 89507,
  ],
  reauthorizeUser: [40029, 40030, 40163, 42002, 42003, 42007, 50001],
  userBlocked: [40226, 50002],
  refreshComponentToken: [42006],
  quota: [45009, 45104, 48006],
  reauthorizeAccount: [61003, 61007, 61009, 61010, 61017, 61023],
}

/** Every code that somebody has to act on, with who that is. */
export const kindByErrcode: ReadonlyMap<number, ErrcodeKind> = new Map(
  Object.entries(table).flatMap(([kind, numbers]) =>
    numbers.map((errcode) => [errcode, kind as ErrcodeKind] as const),
  ),
)
