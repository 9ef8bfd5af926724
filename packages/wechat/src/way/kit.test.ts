import { expect, test } from 'vitest'
import { buildBrowserName, buildSessionId, issueId } from './kit.ts'

test('the id of a session is of one browser and one attempt: neither the secret nor the state alone gives it', async () => {
  const [secret, other] = [issueId(), issueId()]
  const id = await buildSessionId(secret, 'state')
  expect(id).toMatch(/^[0-9a-f]{64}$/)
  expect(await buildSessionId(secret, 'state')).toBe(id)
  expect(await buildSessionId(other, 'state')).not.toBe(id)
  expect(await buildSessionId(secret, 'another')).not.toBe(id)
})

test('the name of a browser is none of its cookies', async () => {
  const secret = issueId()
  const name = await buildBrowserName(secret)
  expect([name === secret, name === (await buildSessionId(secret, ''))]).toEqual([false, false])
  expect(await buildBrowserName(secret)).toBe(name)
})
