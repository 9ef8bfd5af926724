/** The part of the browser's BarcodeDetector that is used here. */
type Detector = { detect(source: ImageBitmap): Promise<{ rawValue: string }[]> }
type DetectorClass = new (options: { formats: string[] }) => Detector

function findDetector(): DetectorClass | undefined {
  const found = Reflect.get(globalThis, 'BarcodeDetector')
  return typeof found === 'function' ? (found as DetectorClass) : undefined
}

/** Whether this browser reads codes from pictures at all. */
export function canReadPictures(): boolean {
  return findDetector() !== undefined
}

/** What the QR code in a picture says; undefined: none was found, or the picture is broken. */
export async function readBarcode(picture: Blob): Promise<string | undefined> {
  const Detector = findDetector()
  if (!Detector) return undefined
  try {
    const bitmap = await createImageBitmap(picture)
    const found = await new Detector({ formats: ['qr_code'] }).detect(bitmap)
    bitmap.close()
    return found[0]?.rawValue
  } catch {
    return undefined
  }
}
