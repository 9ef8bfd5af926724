import type { Visitor } from '../visitor.ts'
import type { Site } from './site.ts'

/** Goes to WeChat and lets the phone answer, up to the callback that is then not loaded. */
export const openCallback = async (site: Site, visitor: Visitor, start = site.quiet) =>
  new URL((await visitor.go(start, (url) => url.includes(`${site.paths.callback}/`))).url)

/** How many codes were brought to WeChat. */
export const countExchanges = async ({ control }: Site) =>
  (await control.journal({ path: '/sns/oauth2/access_token' })).total
