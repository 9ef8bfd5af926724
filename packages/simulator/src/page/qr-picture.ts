import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

const MODULE_PIXELS = 8
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function buildChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

/** One line of pixels: a filter byte, then one bit a pixel, white is 1. */
function buildLine(modules: boolean[]): Buffer {
  const line = Buffer.alloc(1 + modules.length * (MODULE_PIXELS / 8), 0xff)
  line[0] = 0
  for (const [at, dark] of modules.entries()) if (dark) line[at + 1] = 0
  return line
}

/** A QR code as PNG, black on white, eight pixels a module. A module is one byte of a line. */
export function drawQrPng(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size * MODULE_PIXELS, 0)
  header.writeUInt32BE(size * MODULE_PIXELS, 4)
  header[8] = 1
  const lines = data.flatMap((row) => Array.from({ length: MODULE_PIXELS }, () => buildLine(row)))
  const pixels = deflateSync(Buffer.concat(lines))
  return Buffer.concat([
    SIGNATURE,
    buildChunk('IHDR', header),
    buildChunk('IDAT', pixels),
    buildChunk('IEND', Buffer.alloc(0)),
  ])
}
