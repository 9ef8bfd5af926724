import { expect, test } from 'vitest'
import { html } from './html.ts'

test('what stands in a page is text, whatever it holds', () => {
  expect(
    html`<p title="${'"><script>'}">${`'&<>`}${undefined}${[html`<b>${1}</b>`, html`<i></i>`]}</p>`.html,
  ).toBe('<p title="&#34;&#62;&#60;script&#62;">&#39;&#38;&#60;&#62;<b>1</b><i></i></p>')
})
