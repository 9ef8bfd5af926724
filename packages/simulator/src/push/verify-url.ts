import { randomInt } from 'node:crypto'
import { randomNonce } from './envelope.ts'
import { sendPost } from './post.ts'
import { signParts } from './signature.ts'

/** What is wrong with a push URL, in one sentence that names what came back; null when nothing is. */
export type UrlProblem = string | null

function quote(text: string): string {
  return text.length > 120 ? `${JSON.stringify(text.slice(0, 120))} and more` : JSON.stringify(text)
}

function judge(status: number, body: string, echostr: string): UrlProblem {
  if (status !== 200) return `the answer was HTTP ${status} instead of 200: ${quote(body)}`
  if (body === echostr) return null
  const isNear = body.includes(echostr)
  return isNear
    ? `the echostr came back with something around it (quotes, a byte order mark, a line end?): ${quote(body)}`
    : `the echostr ${quote(echostr)} did not come back but ${quote(body)}`
}

/**
 * Asks a server to prove that it knows the token, as WeChat does when a URL is saved: a GET whose `echostr`
 * must come back exactly. The GET is plain in every mode. Source: WeChat's documentation, message push.
 */
export async function checkPushUrl(
  address: string,
  token: string,
  { nowMs, deadlineMs }: { nowMs: number; deadlineMs: number },
): Promise<UrlProblem> {
  const [timestamp, nonce] = [String(Math.floor(nowMs / 1000)), randomNonce()]
  const echostr = `${randomInt(1_000_000_000, 2 ** 47)}${randomInt(10_000, 99_999)}`
  const url = new URL(address)
  const signature = signParts(token, timestamp, nonce)
  for (const [name, value] of Object.entries({ signature, echostr, timestamp, nonce })) {
    url.searchParams.append(name, value)
  }
  const { status, body, failure } = await sendPost({ url, deadlineMs })
  return failure === null ? judge(status, body, echostr) : `nothing came back: ${failure}`
}
