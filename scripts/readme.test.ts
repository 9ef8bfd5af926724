import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { findFreePorts, openFolder, startTown } from '../e2e/town.ts'
import { createVisitor } from '../e2e/visitor.ts'

const executablePath = process.env.CHROMIUM_PATH ?? ''
const root = join(import.meta.dirname, '..')
// Below node_modules, so that a snippet finds the packages as it does in the root.
const folder = join(root, 'node_modules/.cache/wxgate-snippet')

/** The four ways of a README, as they stand, in order. */
function readWays(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)
}

/** The town on free ports, and a port for the application, which the demo client knows. */
async function openTown() {
  const town = await startTown({ stateDir: openFolder() })
  const [port] = await findFreePorts()
  const demo = await town.records.clients.find('demo')
  if (demo === undefined) throw new Error('there is no demo client')
  const move = (urls: readonly string[]) => urls.map((url) => url.replace(':3000/', `:${port}/`))
  await town.records.clients.save({
    ...demo,
    redirectUris: move(demo.redirectUris),
    returnUrls: move(demo.returnUrls),
  })
  return { town, port, visitor: createVisitor(town.control) }
}

/** Runs a snippet with the ports of this town, until it answers. */
async function run(code: string, { town, port }: Awaited<ReturnType<typeof openTown>>): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `readme-${port}.mjs`)
  const here = code
    .replaceAll('http://localhost:4400', town.gateway)
    .replaceAll('http://localhost:4401', town.simulator)
    .replaceAll('localhost:3000', `localhost:${port}`)
    .replaceAll('.listen(3000)', `.listen(${port})`)
  writeFileSync(file, here)
  const child: ChildProcess = spawn(process.execPath, ['--conditions=wxgate-source', file], {
    stdio: 'inherit',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const origin = `http://localhost:${port}`
  const isUp = () =>
    fetch(`${origin}/favicon.ico`, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
  await expect.poll(isUp).toBe(true)
  return origin
}

const languages = ['README.md', 'README.zh-CN.md']

test.each(languages)('%s, first way: any framework by OpenID Connect', async (page) => {
  const opened = await openTown()
  const origin = await run(readWays(page)[0] ?? '', opened)
  expect((await opened.visitor.go(`${origin}/`)).text).toBe('Hello 小明')
})

test.each(languages)('%s, second way: a link and a question', async (page) => {
  const opened = await openTown()
  const { town, visitor } = opened
  const origin = await run(readWays(page)[1] ?? '', opened)
  const shown = await visitor.request(`${origin}/`)
  const link = /href="([^"]+)"/.exec(shown.text)?.[1] ?? ''
  expect((await visitor.go(link)).url).toBe(`${origin}/`)
  const asked = await visitor.request(`${town.gateway}/session`, { headers: { origin } })
  expect(asked.headers.get('access-control-allow-origin')).toBe(origin)
  expect(JSON.parse(asked.text).nickname).toBe('小明')
})

test.skipIf(executablePath === '').each(languages)(
  '%s, third way: no gateway, in Chromium on an ordinary computer',
  async (page) => {
    const origin = await run(readWays(page)[2] ?? '', await openTown())
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    onTestFinished(() => browser.close())
    const tab = await browser.newPage({ locale: 'en-US' })
    await tab.goto(`${origin}/`)
    await tab.getByText('Continue in the pretend phone').click()
    // The phone asks who the visitor is, the site why it wants the profile, the phone for consent.
    await tab.getByRole('button', { name: /小明/ }).click()
    await tab.getByRole('button', { name: 'Continue with WeChat' }).click()
    await tab.getByRole('button', { name: /allow/i }).first().click()
    await expect.poll(() => tab.textContent('body')).toBe('Hello 小明')
  },
)

test.each(languages)('%s, fourth way: the simulator in your own tests', async (page) => {
  const code = readWays(page)[3] ?? ''
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `readme-fourth-${page.replace(/\W/g, '-')}.mjs`)
  writeFileSync(file, code)
  const child = spawn(process.execPath, ['--conditions=wxgate-source', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  const ended = await new Promise<number | null>((resolve) => child.on('close', resolve))
  expect([ended, said]).toEqual([0, expect.stringMatching(/callback\?code=\w+&state=abc\nconsent_given\n/)])
})
