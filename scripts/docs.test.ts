import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** The words that a pattern captures in a source file. */
function findWords(path: string, pattern: RegExp): string[] {
  return [...new Set([...readText(path).matchAll(pattern)].map(([, word = '']) => word))]
}

const promised = [
  {
    what: 'page code',
    page: 'login.md',
    source: 'packages/wechat/src/way/page-text.ts',
    pattern: /^ {2}\| '(\w+)'/gm,
  },
  {
    what: 'setting',
    page: 'config.md',
    source: 'packages/gateway/src/config/settings.ts',
    pattern: /^ {2}(WXGATE_\w+):/gm,
  },
  {
    what: 'error code',
    page: 'record.md',
    source: 'packages/gateway/src/record/error.ts',
    pattern: /'(record_\w+)'/g,
  },
  {
    what: 'error code',
    page: 'library.md',
    source: 'packages/wechat/src/error.ts',
    pattern: /^ {2}\| '(\w+)'/gm,
  },
  {
    what: 'table',
    page: 'record.md',
    source: 'packages/gateway/src/record/schema.ts',
    pattern: /^ {2}(\w+): \w+Row$/gm,
  },
  {
    what: 'flag',
    page: 'start.md',
    source: 'packages/cli/src/command/dev.ts',
    pattern: /^ {2}'?([a-z-]+)'?: \{ type:/gm,
  },
  {
    what: 'switch',
    page: 'simulator.md',
    source: 'packages/simulator/src/world/switches.ts',
    pattern: /^ {2}(\w+): z\b/gm,
  },
  {
    what: 'kind of fault',
    page: 'simulator.md',
    source: 'packages/simulator/src/fault.ts',
    pattern: /z\.literal\('([\w-]+)'\)/g,
  },
  {
    what: 'known incident',
    page: 'simulator.md',
    source: 'packages/simulator/src/fault-preset.ts',
    pattern: /^ {4}name: '([\w-]+)',$/gm,
  },
  {
    what: 'event',
    page: 'push.md',
    source: 'packages/simulator/src/control/push.ts',
    pattern: /z\.literal\('(\w+)'\)/g,
  },
  {
    what: 'call of the test kit',
    page: 'test-kit.md',
    source: 'packages/simulator/src/test-kit.ts',
    pattern: /^ {2}(\w+)\([^)]*\): Promise/gm,
  },
  {
    what: 'flag',
    page: 'test-kit.md',
    source: 'packages/cli/src/command/simulate.ts',
    pattern: /^ {2}'?(tls[a-z-]*)'?: \{ type:/gm,
  },
]

describe.each(['en', 'zh'])('docs/%s', (language) => {
  test.each(promised)('names every $what of $source', ({ page, source, pattern }) => {
    const words = findWords(source, pattern).filter((word) => word !== 'help')
    expect(words.length).toBeGreaterThan(1)
    const text = readText(`docs/${language}/${page}`)
    expect(words.filter((word) => !new RegExp(`(?<!\\w-?)${word}(?![\\w-])`).test(text))).toEqual([])
  })

  test("shows every call of the simulator's own API", () => {
    const routes = findWords('packages/simulator/src/control/route.ts', /'(\/__sim\/[^']+)',?/g)
    expect(routes.length).toBeGreaterThan(20)
    const pages = ['simulator.md', 'push.md', 'clock.md']
      .map((page) => readText(`docs/${language}/${page}`))
      .join()
    const missing = routes.filter((route) => {
      const path = route.split('/').map((part) => (part.startsWith(':') ? '[^/\\s"]+' : part))
      return !new RegExp(`${path.join('/')}(?![\\w/])`).test(pages)
    })
    expect(missing).toEqual([])
  })

  test('names no error or page code that does not exist', () => {
    const sources = [
      'packages/wechat/src/way/page-text.ts',
      'packages/gateway/src/login/own-page.ts',
      'packages/wechat/src/error.ts',
    ]
      .map(readText)
      .join()
    const named = findWords(`docs/${language}/login.md`, /`(login_\w+)`/g)
    expect(named.filter((code) => !sources.includes(code))).toEqual([])
  })

  test('links lead somewhere', () => {
    for (const file of readdirSync(join(root, 'docs', language))) {
      const targets = [...readText(`docs/${language}/${file}`).matchAll(/\]\((?!http)([^)#]+\.md)/g)]
      for (const [, target = ''] of targets) {
        expect([file, target, existsSync(join(root, 'docs', language, target))]).toEqual([file, target, true])
      }
    }
  })
})

test('both languages have the same pages with the same headings, tables and snippets', () => {
  const count = (path: string) => {
    const text = readText(path)
    return ['^#+ ', '^\\|', '^```'].map((pattern) => [...text.matchAll(new RegExp(pattern, 'gm'))].length)
  }
  const pages = readdirSync(join(root, 'docs/en'))
  expect(readdirSync(join(root, 'docs/zh'))).toEqual(pages)
  for (const page of pages) expect([page, count(`docs/zh/${page}`)]).toEqual([page, count(`docs/en/${page}`)])
})
