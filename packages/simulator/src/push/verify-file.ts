import type { Application } from '../world/application.ts'
import { deriveVerifyCode } from '../world/identity.ts'
import { sendPost } from './post.ts'

/** The file that proves a domain to be the account owner's: its name and all it holds. */
export type VerifyFile = { name: string; content: string }

/** Of an account always the same. Source: WeChat's documentation, web authorization domain. */
export function buildVerifyFile({ appid }: Application): VerifyFile {
  const content = deriveVerifyCode(appid)
  return { name: `MP_verify_${content}.txt`, content }
}

function judge(status: number, body: string, content: string): string | null {
  if (status !== 200) return `HTTP ${status} instead of 200`
  if (body.trim() === content) return null
  return `not ${JSON.stringify(content)} but ${JSON.stringify(body.slice(0, 120))}`
}

/** Fetches the file from the root of a domain; answers what is wrong, or null. A line end does not matter. */
export async function fetchVerifyFile(
  domain: string,
  { name, content }: VerifyFile,
  deadlineMs: number,
): Promise<string | null> {
  const url = new URL(`http://${domain}/${name}`)
  const { status, body, failure } = await sendPost({ url, deadlineMs })
  const problem = failure ?? judge(status, body, content)
  return problem === null ? null : `${url.href}: ${problem}`
}
