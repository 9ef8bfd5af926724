import type { LoginKit } from './kit.ts'
import { readBody } from './read-body.ts'

const mostBytes = 10_000

/**
 * The fields of a form that was sent from a page of this site; undefined for one that came from elsewhere, or from
 * nobody knows where. Browsers tell it by `Sec-Fetch-Site`, older ones by `Origin`.
 */
export async function readForm(kit: LoginKit, request: Request): Promise<URLSearchParams | undefined> {
  const site = request.headers.get('sec-fetch-site')
  const isOwn = site === null ? request.headers.get('origin') === kit.origin : site === 'same-origin'
  return isOwn ? new URLSearchParams(await readText(request)) : undefined
}

/** A body of more than 10,000 bytes is no form of ours, and is as good as empty. */
async function readText(request: Request): Promise<string> {
  return new TextDecoder().decode(await readBody(request, mostBytes))
}
