import { expect, test } from 'vitest'
import { type ChannelName, chooseRoute, routes } from './route.ts'

const names = ['wechat', 'handoff', 'website', 'mini-program'] as const
const places = Object.keys(routes) as (keyof typeof routes)[]

/** Every set of channels in every order of two. */
const sets: ChannelName[][] = Array.from({ length: 15 }, (_, at) =>
  names.filter((_, bit) => ((at + 1) >> bit) % 2 === 1),
).flatMap((set) => [set, set.toReversed()])

test('no place and no set of ways is a dead end', () => {
  for (const place of places)
    for (const set of sets) {
      const { step, channel } = chooseRoute(
        place,
        set.map((name) => ({ name })),
      )
      expect(channel, `${place} ${set}`).toBeDefined()
      if (place !== 'crawler') expect(step, `${place} ${set}`).not.toBe('plain')
    }
})

test.each([
  ['wechat', ['wechat', 'handoff'], 'authorize'],
  ['wechat', ['website', 'wechat'], 'authorize'],
  ['wechat', ['website'], 'computer'],
  ['wechat', ['mini-program'], 'mini-program'],
  ['wechat-desktop', ['wechat'], 'authorize'],
  ['wechat-desktop', ['website'], 'qr'],
  ['wecom', ['wechat', 'handoff'], 'card'],
  ['wecom', ['website'], 'computer'],
  ['wecom-desktop', ['wechat', 'handoff'], 'code'],
  ['wecom-desktop', ['website'], 'qr'],
  ['mini-program', ['wechat', 'handoff'], 'card'],
  ['phone', ['wechat', 'handoff'], 'card'],
  ['phone', ['website'], 'computer'],
  ['phone', ['website', 'wechat'], 'card'],
  ['desktop', ['wechat', 'handoff'], 'code'],
  ['desktop', ['website', 'handoff'], 'qr'],
  ['desktop', ['handoff', 'website'], 'code'],
  ['desktop', ['wechat'], 'card'],
  ['crawler', ['wechat', 'handoff', 'website'], 'plain'],
] as const)('at %s by %j the step is %s', (place, set, step) => {
  expect(
    chooseRoute(
      place,
      set.map((name) => ({ name })),
    ).step,
  ).toBe(step)
})

test('without any way there are words alone', () => {
  expect(chooseRoute('desktop', [])).toEqual({ step: 'plain', channel: undefined })
})
