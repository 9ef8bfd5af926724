import { createKeySeal, type Seal } from './seal.ts'

/** Values as they stand in Redis. */
export interface ValueSeal {
  seal(value: string, purpose: string): Promise<string>
  /** Undefined for what was not sealed for this purpose with one of our keys. */
  open(text: string, purpose: string): Promise<string | undefined>
}

/** JSON, which keeps even text that is no UTF-8, or, with keys, base64 of what they seal. */
export function createValueSeal(secretKeys: readonly Uint8Array[] | undefined): ValueSeal {
  if (secretKeys === undefined) return { seal: async (value) => JSON.stringify(value), open: openPlain }
  const seal = createKeySeal(secretKeys)
  return {
    seal: async (value, purpose) => writeBase64(await seal.seal(JSON.stringify(value), purpose)),
    open: (text, purpose) => openSealed(seal, text, purpose),
  }
}

async function openPlain(text: string): Promise<string | undefined> {
  return text.startsWith('"') ? JSON.parse(text) : undefined
}

async function openSealed(seal: Seal, text: string, purpose: string): Promise<string | undefined> {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  const opened = await seal.open(bytes, purpose)
  return opened && JSON.parse(opened.text)
}

function writeBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
