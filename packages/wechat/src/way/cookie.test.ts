import { expect, test } from 'vitest'
import { createCookies } from './cookie.ts'
import { issueId } from './kit.ts'

test('cookies of an https site cannot be set by a sibling, and one that comes twice counts as none', () => {
  const id = issueId()
  const cookies = createCookies(true, 'wechat-')
  expect(cookies.writeSessionId(id, 60)).toBe(
    `__Host-wechat-session=${id}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure`,
  )
  const send = (cookie: string) => cookies.readSessionId({ header: () => cookie })
  expect(send(`a=b; __Host-wechat-session=${id}`)).toBe(id)
  expect(send(`__Host-wechat-session=${id}; __Host-wechat-session=${issueId()}`)).toBeUndefined()
  expect(send(`wechat-session=${id}`)).toBeUndefined()
  expect(send('__Host-wechat-session=short')).toBeUndefined()
})
