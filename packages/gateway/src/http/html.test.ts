import { expect, test } from 'vitest'
import { html } from './html.ts'

test('text is escaped wherever it stands, markup of ours is not', () => {
  const name = `<svg onload="x">&'`
  const page = html`<p title="${name}">${name}</p>${html`<b>${1}</b>`}${[html`<i>a</i>`, html`<i>b</i>`]}${undefined}`
  const safe = '&lt;svg onload=&quot;x&quot;&gt;&amp;&#39;'
  expect(page.html).toBe(`<p title="${safe}">${safe}</p><b>1</b><i>a</i><i>b</i>`)
})
