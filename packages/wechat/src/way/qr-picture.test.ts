import { encode } from 'uqr'
import { expect, test } from 'vitest'
import { drawQr } from './qr-picture.ts'

/** Of the longest origin that a host may have about. */
const link = `https://${'long-name.'.repeat(12)}example.com.cn/shop/wechat/handoff/${'Ab3x'.repeat(8)}`

test('the strokes of a code are its dark modules, with four light ones around', () => {
  const { data, size } = encode(link, { border: 0 })
  const drawn = data.map((row) => row.map(() => false))
  for (const [, x, y, length] of drawQr(link).html.matchAll(/M(\d+) (\d+)\.5h(\d+)/g))
    for (let at = 0; at < Number(length); at += 1) {
      const row = drawn[Number(y) - 4]
      if (row === undefined) throw new Error(`${y} lies in the margin`)
      row[Number(x) - 4 + at] = true
    }
  expect(drawn).toEqual(data)
  expect(drawQr(link).html).toContain(`viewBox="0 0 ${size + 8} ${size + 8}"`)
})

test('a long link leaves most of the 20 kB of a page to others', () => {
  expect(drawQr(link).html.length).toBeLessThan(9_000)
})
