import { z } from 'zod'
import { ConfigError } from './error.ts'
import { findNearest } from './nearest.ts'

/** The settings of a gateway. `docs/en/config.md` is the page for operators. */
export interface Settings {
  /** The issuer and the base of every link, without a trailing slash. */
  publicUrl: string
  /** `sqlite:PATH`. */
  databaseUrl: string
  /** 32 bytes each; the first one seals, all of them open. */
  secretKeys: readonly Buffer[]
  /** The base URL that stands for WeChat's hosts; undefined means WeChat itself. */
  wechatOrigin: string | undefined
  clock: 'system' | 'simulator'
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

type Given = Readonly<Record<string, string | undefined>>

const httpUrl = z
  .string()
  .refine((text) => isOrigin(text), {
    error: 'must be an origin such as https://login.example.com, http or https, without a path',
  })
  .transform((text) => new URL(text).origin)

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !/[?#@]/.test(text)
}

const secretKeys = z
  .string()
  .transform((text) => text.split(',').map((part) => Buffer.from(part.trim(), 'base64')))
  .refine((keys) => keys.every((key) => key.length === 32), {
    error: 'must be 32 bytes in base64 (openssl rand -base64 32), several separated by commas',
  })

const schema = z.object({
  WXGATE_PUBLIC_URL: httpUrl,
  WXGATE_DATABASE_URL: z.string().regex(/^sqlite:.+/, { error: 'must look like sqlite:PATH' }),
  WXGATE_SECRET_KEY: secretKeys,
  WXGATE_WECHAT_ORIGIN: httpUrl.optional(),
  WXGATE_CLOCK: z.enum(['system', 'simulator'], { error: 'must be system or simulator' }).default('system'),
  WXGATE_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
})

/**
 * Reads settings from named texts, the environment for example; keys that do not begin with `WXGATE_` are
 * not looked at. Throws `ConfigError` `config_invalid` that names every problem at once, an unknown key
 * with the nearest known one included; a secret's value is never in it.
 */
export function readSettings(given: Given): Settings {
  const problems = [...readUnknownKeys(given), ...readClockProblem(given), ...readPortProblem(given)]
  const result = schema.safeParse(given)
  if (result.success && problems.length === 0) return buildSettings(result.data)
  const issues = result.error?.issues ?? []
  throw new ConfigError([...problems, ...issues.map((issue) => readProblem(issue, given))])
}

/** Variables that Kubernetes puts into every container when a service is called wxgate: not ours to judge. */
const serviceLink = /^WXGATE_(SERVICE_|PORT(_|$))/

function readUnknownKeys(given: Given): string[] {
  const known = Object.keys(schema.shape)
  return Object.keys(given)
    .filter((key) => key.startsWith('WXGATE_') && !known.includes(key) && !serviceLink.test(key))
    .map((key) => {
      const nearest = findNearest(key, known)
      return `${key} is not a setting.${nearest ? ` Did you mean ${nearest}?` : ''}`
    })
}

function readClockProblem({ WXGATE_CLOCK: clock, WXGATE_WECHAT_ORIGIN: origin }: Given): string[] {
  if (clock !== 'simulator' || origin !== undefined) return []
  return ['WXGATE_CLOCK is simulator, so WXGATE_WECHAT_ORIGIN must name the simulator.']
}

/** WeChat refuses a callback at a name with a port; a test account may take an address with one (unconfirmed). */
function readPortProblem({ WXGATE_PUBLIC_URL: text, WXGATE_WECHAT_ORIGIN: origin }: Given): string[] {
  const url = URL.parse(text ?? '')
  if (origin !== undefined || !url?.port || !/[a-z]/i.test(url.hostname)) return []
  return [
    'WXGATE_PUBLIC_URL has a port, which WeChat refuses with page 10003: put a proxy at 80 or 443 before it.',
  ]
}

function readProblem(issue: z.core.$ZodIssue, given: Given): string {
  const key = String(issue.path[0])
  return given[key] === undefined ? `${key} is missing.` : `${key} ${issue.message}.`
}

function buildSettings(data: z.infer<typeof schema>): Settings {
  return {
    publicUrl: data.WXGATE_PUBLIC_URL,
    databaseUrl: data.WXGATE_DATABASE_URL,
    secretKeys: data.WXGATE_SECRET_KEY,
    wechatOrigin: data.WXGATE_WECHAT_ORIGIN,
    clock: data.WXGATE_CLOCK,
    logLevel: data.WXGATE_LOG_LEVEL,
  }
}
