import { z } from 'zod'
import type { Context } from '../context.ts'
import { buildVerifyFile, fetchVerifyFile, type VerifyFile } from '../push/verify-file.ts'
import { Problem, readInput } from '../wire/problem.ts'
import type { Application } from '../world/application.ts'

const domainSchema = z.strictObject({
  appid: z.string(),
  domain: z
    .string()
    .regex(/^[\w.-]{1,253}(:\d{1,5})?$/, 'a bare host name; a port is used for the file alone'),
})

/** Body of `POST /__sim/domains`. */
export type DomainInput = z.input<typeof domainSchema>

/** The account's domains, the file they must serve, and what is wrong with the one just entered. */
export type Domains = { webDomains: string[]; file: VerifyFile; warnings: string[] }

function readAccount({ world }: Context, appid: string): Application {
  const application = world.applications.get(appid)
  if (application) return application
  throw new Problem(404, `appid: no account has the appid ${appid}`, 'appid')
}

/** `GET /__sim/domains/:appid`: the web authorization domains and the file that proves them. */
export function listDomains(context: Context, appid: string): Domains {
  const application = readAccount(context, appid)
  return { webDomains: application.webDomains, file: buildVerifyFile(application), warnings: [] }
}

/**
 * `POST /__sim/domains`: enters a web authorization domain as a person does in the console. WeChat fetches the
 * file first: without it the domain is entered with a warning here, refused with the switch `verifyFile`.
 */
export async function enterDomain(context: Context, body: unknown): Promise<Domains> {
  const { appid, domain } = readInput(domainSchema, body)
  const application = readAccount(context, appid)
  const { verifyFile, pushDeadlineMs } = context.world.switches
  const file = buildVerifyFile(application)
  const problem = verifyFile === 'off' ? null : await fetchVerifyFile(domain, file, pushDeadlineMs)
  if (problem !== null && verifyFile === 'refuse') throw new Problem(400, `domain: ${problem}`, 'domain')
  const host = domain.replace(/:\d+$/, '').toLowerCase()
  if (!application.webDomains.includes(host)) application.webDomains.push(host)
  return { webDomains: application.webDomains, file, warnings: problem === null ? [] : [problem] }
}
