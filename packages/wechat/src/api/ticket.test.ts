import { expect, test } from 'vitest'
import { reveal } from '../../test/reveal.ts'
import { listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchTicket } from './ticket.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')

test('a ticket is fetched for pages, or for cards', async () => {
  const answer = { errcode: 0, errmsg: 'ok', ticket: 'JT', expires_in: 7200 }
  const { wire, calls } = await openTinyWeChat(() => answer, { now: () => 1_000_000 })
  expect(reveal(await fetchTicket(wire, { token }))).toEqual({ token: 'JT', expiresAt: 8_200_000 })
  await fetchTicket(wire, { token, type: 'wx_card' })
  const asked = (type: string) => ({
    method: 'GET',
    path: '/cgi-bin/ticket/getticket',
    query: { access_token: 'T', type },
    body: undefined,
  })
  expect(listAsked(calls)).toEqual([asked('jsapi'), asked('wx_card')])
})

test('no ticket without a right to it, and none that has no end', async () => {
  const answers = [
    { errcode: 48001, errmsg: 'api unauthorized' },
    { errcode: 0, ticket: 'JT' },
  ]
  const { wire } = await openTinyWeChat(() => answers.shift())
  await expect(fetchTicket(wire, { token })).rejects.toMatchObject({ errcode: 48001, kind: 'config' })
  await expect(fetchTicket(wire, { token })).rejects.toMatchObject({
    code: 'wire_answer',
    message: expect.stringContaining('expires_in'),
  })
})
