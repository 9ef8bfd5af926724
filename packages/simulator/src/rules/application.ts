import { type Application, TOWN_APPID_PREFIX } from '../world/application.ts'
import type { World } from '../world/world.ts'
import { COMPONENT_SNS_CALLS } from './component-path.ts'
import { quote, Refused, type Rule } from './rule.ts'

const withSecret = [
  '/sns/oauth2/access_token',
  '/sns/jscode2session',
  '/cgi-bin/token',
  '/cgi-bin/stable_token',
  '/cgi-bin/clear_quota/v2',
]
const endpoints = [
  ...withSecret,
  '/sns/oauth2/refresh_token',
  ...COMPONENT_SNS_CALLS,
  '/cgi-bin/component/clear_quota/v2',
]
const source = 'WeChat’s documentation: table of return codes'

const appidPresent: Rule = {
  name: 'appid_present',
  endpoints,
  errcode: 41002,
  wrong: { en: 'appid is missing.', zh: '缺少 appid。' },
  passes: { en: 'The appid of the account.', zh: '账号的 appid。' },
  source,
  confidence: 'official',
}

const appidOfTheTown: Rule = {
  name: 'appid_of_the_town',
  endpoints,
  errcode: 40013,
  wrong: {
    en: 'This appid is not one of the simulator; a real appid works at WeChat only.',
    zh: '这不是模拟器的 appid；真实 appid 只能用于微信。',
  },
  passes: {
    en: `A demo appid: it begins with ${TOWN_APPID_PREFIX}. The start page lists them.`,
    zh: `演示 appid，以 ${TOWN_APPID_PREFIX} 开头，见模拟器首页。`,
  },
  source: 'the simulator’s own rule',
  confidence: 'official',
}

const appidKnown: Rule = {
  name: 'appid_known',
  endpoints,
  errcode: 40013,
  wrong: { en: 'No account of the town has this appid.', zh: '没有账号使用这个 appid。' },
  passes: {
    en: 'One of the appids on the simulator’s start page, letter by letter.',
    zh: '模拟器首页所列的 appid，逐字一致。',
  },
  source,
  confidence: 'official',
}

const secretPresent: Rule = {
  name: 'secret_present',
  endpoints: withSecret,
  errcode: 41004,
  wrong: { en: 'secret is missing.', zh: '缺少 secret。' },
  passes: { en: 'The AppSecret of the account.', zh: '账号的 AppSecret。' },
  source,
  confidence: 'official',
}

const secretMatches: Rule = {
  name: 'secret_matches',
  endpoints: withSecret,
  errcode: 40125,
  wrong: { en: 'This is not the secret of this appid.', zh: 'secret 与 appid 不符。' },
  passes: {
    en: 'The secret shown beside the appid on the simulator’s start page.',
    zh: '模拟器首页上该 appid 旁的 secret。',
  },
  source,
  confidence: 'official',
}

const notAPlatform: Rule = {
  name: 'not_a_platform',
  endpoints: ['/cgi-bin/token', '/cgi-bin/stable_token'],
  errcode: 61024,
  wrong: {
    en: 'A third-party platform has no access_token of this kind.',
    zh: '第三方平台没有这种 access_token。',
  },
  passes: {
    en: 'api_component_token with the ticket, or the appid of an account.',
    zh: '用 ticket 调 api_component_token，或换成公众号的 appid。',
  },
  source: 'unconfirmed; the text is captured',
  confidence: 'captured',
}

const productHasAppToken: Rule = {
  name: 'product_has_app_token',
  endpoints: ['/cgi-bin/token', '/cgi-bin/stable_token'],
  errcode: 40013,
  wrong: { en: 'A website application has no global access_token.', zh: '网站应用没有全局 access_token。' },
  passes: { en: 'The appid of an official account or mini program.', zh: '公众号或小程序的 appid。' },
  source: 'unconfirmed',
  confidence: 'supposed',
}

/** The account an appid names. */
export function readApplication(world: World, appid: string | undefined): Application {
  if (!appid) throw new Refused(appidPresent, quote(appid))
  const application = world.applications.get(appid)
  if (application) return application
  throw new Refused(appid.startsWith(TOWN_APPID_PREFIX) ? appidKnown : appidOfTheTown, quote(appid))
}

/** Whether a platform's appid stands where an account's belongs. */
export function checkNotPlatform(world: World, appid: string | undefined): void {
  if (world.components.has(appid ?? '')) throw new Refused(notAPlatform, quote(appid))
}

/** Website applications of the open platform have user tokens only. */
export function checkHasAppToken(application: Application): void {
  if (application.kind === 'website') throw new Refused(productHasAppToken, quote(application.appid))
}

/** The journal learns how long the secret was, never the secret. */
export function checkSecret(application: Application, secret: string | undefined): void {
  if (!secret) throw new Refused(secretPresent, 'no secret')
  if (secret !== application.secret)
    throw new Refused(secretMatches, `a secret of ${secret.length} characters`)
}
