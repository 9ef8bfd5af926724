/** Larger pictures are scaled down: reading them whole takes memory and finds nothing more. */
const MOST_PIXELS = 4_096
/** One picture that somebody waits for, not a camera's frames: the decoder may try for longer. */
const PATIENCE = { effort: 8, timeLimit: 1_500 }

/** What a picture gave; `problem` is the sentence of the phone that says why nothing. */
export type Reading = { text: string } | { problem: 'noCode' | 'noPicture' | 'noDecoder' }

/** The part of the browser's BarcodeDetector that is used here. */
type Detector = { detect(source: ImageData): Promise<{ rawValue: string }[]> }
type DetectorClass = new (options: { formats: string[] }) => Detector

function findDetector(): DetectorClass | undefined {
  const found = Reflect.get(globalThis, 'BarcodeDetector')
  return typeof found === 'function' ? (found as DetectorClass) : undefined
}

/** The pixels on white, since what is transparent would be black; undefined: the browser cannot open it. */
async function readPixels(picture: Blob): Promise<ImageData | undefined> {
  const bitmap = await createImageBitmap(picture).catch(() => undefined)
  if (!bitmap) return undefined
  const scale = Math.min(1, MOST_PIXELS / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const { width, height } = canvas
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return undefined
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}

/** Some browsers have the class and nothing behind it: then this finds nothing, as if it were not there. */
async function detect(pixels: ImageData): Promise<string | undefined> {
  const Detector = findDetector()
  if (!Detector) return undefined
  try {
    return (await new Detector({ formats: ['qr_code'] }).detect(pixels))[0]?.rawValue
  } catch {
    return undefined
  }
}

/** The decoder that comes with the page, fetched when it is first needed. */
async function decode(pixels: ImageData): Promise<Reading> {
  const decoder = await import('qr/decode.js').catch(() => undefined)
  if (!decoder) return { problem: 'noDecoder' }
  try {
    return { text: decoder.decodeQR(pixels, PATIENCE) }
  } catch {
    return { problem: 'noCode' }
  }
}

/** What the QR code in a picture says: the browser's own detector reads it, or the page's decoder. */
export async function readPicture(picture: Blob): Promise<Reading> {
  const pixels = await readPixels(picture)
  if (!pixels) return { problem: 'noPicture' }
  const text = await detect(pixels)
  return text === undefined ? decode(pixels) : { text }
}
