import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'

test('@wxgate/browser is under 2 kB in a bundle, and brings nothing else with it', async () => {
  const input = join(import.meta.dirname, '../packages/browser/src/index.ts')
  const bundle = await rolldown({ input, platform: 'browser' })
  const { output } = await bundle.generate({ minify: true, format: 'esm' })
  await bundle.close()
  expect(output).toHaveLength(1)
  expect(Buffer.byteLength(output[0].code)).toBeLessThan(2_000)
  expect(output[0].imports).toEqual([])
})
