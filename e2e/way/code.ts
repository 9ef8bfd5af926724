import { createVisitor, type Step, type Visitor } from '../visitor.ts'
import { agents } from './agent.ts'
import type { Site } from './site.ts'

/** A browser that shows a code, or a link on a phone, and waits. */
export async function openCode(
  site: Site,
  agent: string = agents.desktop,
  start = site.quiet,
  visitor = createVisitor(site.control, { agent }),
) {
  const page = await visitor.go(start)
  const link = /href="([^"]*\/handoff\/\w{32})"/.exec(page.text)?.[1] ?? ''
  const handle = link.slice(-32)
  const desktop = `${site.origin}${site.paths.desktop}/${handle}`
  return {
    visitor,
    page,
    link,
    number: /<output id="number">(\d\d)</.exec(page.text)?.[1] ?? '',
    state: async (seen = '') => {
      const { text } = await visitor.request(`${desktop}/state${seen && `?seen=${seen}`}`)
      return JSON.parse(text).status as string
    },
    finish: (who = visitor) => who.request(`${desktop}/finish`),
  }
}

/** A phone inside WeChat that opens the link, up to the page that asks for the number. */
export async function openPhone(
  site: Site,
  link: string,
  person = 'xiaoming',
): Promise<{ phone: Visitor; page: Step }> {
  const phone = createVisitor(site.control, { person })
  // The link twice: to sign in, and back.
  let page = await phone.go(link, (url) => url.includes('/oauth2/authorize'))
  if (page.status === 0) {
    const opened = await phone.go(page.url, (url) => url === link)
    page = await phone.request(opened.url)
  }
  return { phone, page }
}

/** Sends the form of the page that asks for the number. */
export const typeNumber = (phone: Visitor, page: Step, number: string) => {
  const action = /<form method="post" action="([^"]+)" id="continue">/.exec(page.text)?.[1] ?? ''
  const url = new URL(action, page.url)
  const body = new URLSearchParams({ number })
  return phone.request(url.href, { method: 'POST', body, headers: { origin: url.origin } })
}
