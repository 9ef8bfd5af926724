import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What stops people: rule, place and what to do. */
const check = (rules: string) => `axe.run(document, {
  runOnly: ${rules},
  resultTypes: ['violations'],
}).then(({ violations }) => violations
  .flatMap(({ id, nodes }) => nodes.map((node) => id + ' ' + node.target.join(' ') + ' ' + node.failureSummary)))`

/** Colours change contrast alone: everything else is looked at in one of them. */
const rulesOf = {
  light: `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']`,
  dark: `{ type: 'rule', values: ['color-contrast', 'link-in-text-block'] }`,
}

/** Asserts that axe finds nothing on what the page shows now. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // The pages' policy lets no script in: this one is evaluated by the browser itself.
  if (!(await page.evaluate(`typeof axe === 'object'`))) await page.evaluate(`${axe.source};0`)
  await page.evaluate('document.getAnimations().forEach((each) => each.finish())')
  const isDark = await page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`)
  expect.soft(await page.evaluate(check(rulesOf[isDark ? 'dark' : 'light'])), name).toEqual([])
}
