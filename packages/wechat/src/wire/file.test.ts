import { expect, test } from 'vitest'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchFile } from './file.ts'

const request = { method: 'GET', path: '/cgi-bin/media/get', query: { media_id: 'm' } } as const
const picture = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x7b, 0x7d])

test('a picture comes back byte for byte, with its kind and its name', async () => {
  const { wire } = await openTinyWeChat((_call, response) => {
    response.setHeader('content-type', 'image/jpeg')
    response.setHeader('content-disposition', 'attachment; filename="MEDIA_ID.jpg"')
    response.end(picture)
  })
  expect(await fetchFile(wire, request)).toEqual({
    path: request.path,
    bytes: picture,
    contentType: 'image/jpeg',
    name: 'MEDIA_ID.jpg',
  })
})

test.each(['text/plain', 'application/json; charset=utf-8', 'image/jpeg'])(
  'an errcode in the place of a file is an error, whatever the header says: %s',
  async (contentType) => {
    const { wire } = await openTinyWeChat((_call, response) => {
      response.setHeader('content-type', contentType).end('{"errcode":40007,"errmsg":"invalid media_id"}')
    })
    await expect(fetchFile(wire, request)).rejects.toMatchObject({ code: 'wire_errcode', errcode: 40007 })
  },
)

test('JSON that is no error is the file that it is', async () => {
  const { wire } = await openTinyWeChat(() => ({ video_url: 'https://a.example/v' }))
  const { bytes } = await fetchFile(wire, request)
  expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual({ video_url: 'https://a.example/v' })
})

test.each([
  ['a page of a proxy', 200, 'text/html', '<html>no</html>'],
  ['nothing', 200, 'image/jpeg', ''],
  ['an HTTP error', 502, 'image/jpeg', 'bytes'],
])('%s is not taken for a file', async (_, status, contentType, body) => {
  const { wire } = await openTinyWeChat((_call, response) => {
    response.writeHead(status, { 'content-type': contentType }).end(body)
  })
  await expect(fetchFile(wire, request)).rejects.toMatchObject({ code: 'wire_answer' })
})

test('a file may be larger than an answer, and has a limit', async () => {
  const { wire } = await openTinyWeChat((_call, response) => {
    response.setHeader('content-type', 'image/png').end(Buffer.alloc(200_000, 1))
  })
  expect((await fetchFile(wire, request)).bytes).toHaveLength(200_000)
  await expect(fetchFile(wire, { ...request, maxBytes: 100_000 })).rejects.toThrow('larger than 100000 bytes')
})
