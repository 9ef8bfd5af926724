import { expect, test } from 'vitest'
import { buildOpenid, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchProfile, readUserToken } from './oauth.ts'

async function readNickname(nickname: string) {
  const openid = buildOpenid('a')
  const { wire } = await openTinyWeChat(() => ({ openid, nickname }))
  return (await fetchProfile(wire, { accessToken: readUserToken('AT'), openid })).nickname
}

test.each([
  ['小明', '小明'],
  ['a\u0000b\u001bc\u0085\nd', 'abcd'],
  ['x'.repeat(60_000), 'x'.repeat(64)],
  ['👍'.repeat(65), '👍'.repeat(64)],
  ['', ''],
])(
  'the nickname %j is kept whole, without control characters, as 64 characters at most',
  async (sent, kept) => {
    expect(await readNickname(sent)).toBe(kept)
  },
)
