import { encode } from 'uqr'

/** Pixels of a module and of a JPEG block alike: each block has one colour, so its mean says all of it. */
const BLOCK_PIXELS = 8
/** The quantised means of a black and a white block: (0 - 128) and (255 - 128), by a quantiser of 8. */
const MEANS = { dark: -128, light: 127 }
/** How the bits of a difference are announced, by their number: the standard table for brightness. */
const LENGTH_CODES = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110']
/** No other frequency follows: the one word of a table of our own. */
const END_OF_BLOCK = '0'

function writeSegment(marker: number, data: readonly number[]): Buffer {
  const length = data.length + 2
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...data])
}

function writeFrame(pixels: number): Buffer {
  const side = [pixels >> 8, pixels & 0xff]
  return writeSegment(0xc0, [8, ...side, ...side, 1, 1, 0x11, 0])
}

function writeDifference(difference: number): string {
  const length = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1
  const bits = difference < 0 ? difference + 2 ** length - 1 : difference
  return `${LENGTH_CODES[length]}${length === 0 ? '' : bits.toString(2).padStart(length, '0')}${END_OF_BLOCK}`
}

function writeBlocks(modules: readonly boolean[]): Buffer {
  let before = 0
  let bits = ''
  for (const isDark of modules) {
    const mean = isDark ? MEANS.dark : MEANS.light
    bits += writeDifference(mean - before)
    before = mean
  }
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? []
  return Buffer.from(bytes.flatMap((byte) => (byte === '11111111' ? [0xff, 0] : [Number.parseInt(byte, 2)])))
}

/** A QR code as a grey baseline JPEG, black on white, eight pixels a module (ITU-T T.81). */
export function drawQrJpeg(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const jfif = [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    writeSegment(0xe0, jfif),
    writeSegment(0xdb, [0, ...Array.from({ length: 64 }, () => 8)]),
    writeFrame(size * BLOCK_PIXELS),
    writeSegment(0xc4, [0, 0, 1, 5, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
    writeSegment(0xc4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    writeSegment(0xda, [1, 1, 0, 0, 63, 0]),
    writeBlocks(data.flat()),
    Buffer.from([0xff, 0xd9]),
  ])
}
