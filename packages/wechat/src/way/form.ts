import type { Ask } from './ask.ts'

/**
 * The fields of a form that was sent from a page of this origin; undefined for one that came from elsewhere, or from
 * nobody knows where. Browsers tell it by `Sec-Fetch-Site`, older ones by `Origin` (Fetch metadata request headers,
 * section 2.3).
 */
export async function readOwnForm(ask: Ask, origin: string): Promise<URLSearchParams | undefined> {
  const site = ask.header('sec-fetch-site')
  const isOwn = site === undefined ? ask.header('origin') === origin : site === 'same-origin'
  return isOwn ? await ask.readForm() : undefined
}
