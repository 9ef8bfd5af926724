import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCoreLines } from './examples/core-line.ts'

const root = join(import.meta.dirname, '..')
const readText = (path: string) => readFileSync(join(root, path), 'utf8')
const { version } = JSON.parse(readText('packages/wechat/package.json'))
const { workspaces: names }: { workspaces: string[] } = JSON.parse(readText('examples/package.json'))
const behindGateway = ['vue']

describe.each(names.filter((name) => !behindGateway.includes(name)))('the example %s', (name) => {
  test('is as short as the list of examples says', () => {
    const { length } = readCoreLines(join(root, 'examples', name))
    expect(readText('examples/README.md')).toContain(`| [${name}](${name}/) | ${length} lines |`)
  })

  test('wants this version of the library, and the lockfile agrees', () => {
    const { dependencies } = JSON.parse(readText(`examples/${name}/package.json`))
    const { packages } = JSON.parse(readText('examples/package-lock.json'))
    expect(dependencies['@wxgate/wechat']).toBe(version)
    expect(packages[name].dependencies).toEqual(dependencies)
    expect(packages['node_modules/@wxgate/wechat'].version).toBe(version)
  })

  test('says in both languages what to change for real WeChat', () => {
    const [en = '', zh = ''] = readText(`examples/${name}/README.md`).split('## 中文')
    for (const word of ['wire', 'APPID', 'SECRET', 'ORIGIN', '网页授权域名', 'npm run examples'])
      expect([en, zh].map((text) => text.includes(word))).toEqual([true, true])
  })
})

describe.each(behindGateway)('the example %s, behind a gateway', (name) => {
  test('wants this version of the front end, and the lockfile agrees', () => {
    const { dependencies } = JSON.parse(readText(`examples/${name}/package.json`))
    const { packages } = JSON.parse(readText('examples/package-lock.json'))
    expect(dependencies['@wxgate/browser']).toBe(version)
    expect(packages[name].dependencies).toEqual(dependencies)
    expect(packages['node_modules/@wxgate/browser'].version).toBe(version)
  })

  test('says in both languages what a gateway must know of it', () => {
    const [en = '', zh = ''] = readText(`examples/${name}/README.md`).split('## 中文')
    for (const word of ['VITE_GATEWAY', 'http://localhost:3000', 'SameSite=Lax', 'npm run examples'])
      expect([en, zh].map((text) => text.includes(word))).toEqual([true, true])
  })
})

test.each(['en', 'zh'])(
  'what docs/%s/web.md shows of Express, Koa and Hono is what the examples run',
  (language) => {
    const blocks = [...readText(`docs/${language}/web.md`).matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
    expect(blocks).toHaveLength(3)
    for (const [at, name] of ['express', 'koa', 'hono'].entries())
      expect(readText(`examples/${name}/server.ts`)).toContain(blocks[at]?.[1])
  },
)
