import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { connectSimulator, startSimulator } from '@wxgate/simulator/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { buildPortFlags, isAnswering, launcher, start, startDev, waitFor } from './process.ts'
import { findFreePorts, openFolder, startTown } from './town.ts'
import { createVisitor } from './visitor.ts'

test('dev --json prints exactly one line when everything answers, and Ctrl-C ends all of it', async () => {
  const { child, said, ended, urls, stateDir } = await startDev(['--json'])
  await waitFor(() => said.stdout.includes('\n'))
  const [gateway, simulator, app] = urls
  expect(said.stdout).toBe(`${JSON.stringify({ ready: true, gateway, simulator, app })}\n`)
  for (const path of [`${gateway}/healthz`, `${gateway}/readyz`, `${simulator}/__sim/state`, `${app}/`]) {
    expect([path, await isAnswering(path)]).toEqual([path, true])
  }
  for (const file of ['secret.key', 'gateway.db', 'gateway.db-wal']) {
    expect([file, statSync(join(stateDir, file)).mode & 0o777]).toEqual([file, 0o600])
  }
  child.kill('SIGINT')
  const { code, stdout } = await ended
  expect(code).toBe(0)
  expect(stdout.split('\n')).toHaveLength(2)
  for (const url of urls) expect(await isAnswering(url)).toBe(false)
})

test('without --json it tells what to open, the credentials and what to try next, in both languages, on standard error', async () => {
  const { child, said, ended, urls } = await startDev()
  await waitFor(() => said.stderr.includes('Ctrl-C'))
  for (const url of urls) expect(said.stderr).toContain(url)
  expect(said.stderr).toContain('demo / demo-secret')
  expect(said.stderr).toContain('已就绪')
  child.kill('SIGTERM')
  expect((await ended).stdout).toBe('')
})

test('a launcher that is killed takes everything with it', async () => {
  const { child, said, urls } = await startDev(['--json'])
  await waitFor(() => said.stdout.includes('\n'))
  child.kill('SIGKILL')
  await waitFor(async () => !(await isAnswering(`${urls[0]}/healthz`)))
})

test('a taken port is one sentence and exit code 4, and nothing stays behind', async () => {
  const [port, simulator, app] = await findFreePorts()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  onTestFinished(() => void server.close())
  const stateDir = join(openFolder(), 'state')
  const words = ['--port', `${port}`, '--simulator-port', `${simulator}`, '--app-port', `${app}`]
  const call = ['dev', ...words, '--state-dir', stateDir]
  const { code, stderr, stdout } = await start(call).ended
  expect([code, stdout]).toEqual([4, ''])
  expect(stderr).toMatch(new RegExp(`^wxgate: The port ${port} for the gateway is taken\\..+\\n$`))
  const forProgram = await start([...call, '--json']).ended
  expect([forProgram.code, forProgram.stderr]).toEqual([4, ''])
  expect(JSON.parse(forProgram.stdout)).toEqual({
    error: { code: 'port_taken', message: expect.any(String), problems: [expect.any(String)] },
  })
  expect(await isAnswering(`http://localhost:${simulator}/`)).toBe(false)
})

test('a broken state directory is one sentence and exit code 3', async () => {
  const folder = openFolder()
  writeFileSync(join(folder, 'file'), '')
  mkdirSync(join(folder, 'bad-key'))
  writeFileSync(join(folder, 'bad-key', 'secret.key'), 'short')
  mkdirSync(join(folder, 'bad-database', 'gateway.db'), { recursive: true })
  for (const name of ['file', 'file/below', 'bad-key', 'bad-database', '/proc/nothing/here']) {
    const { ended } = start(['dev', ...(await buildPortFlags()), '--state-dir', resolve(folder, name)])
    const { code, stderr } = await ended
    expect([name, code]).toEqual([name, 3])
    expect(stderr).toMatch(/^wxgate: The (state directory|database) .+\n$/)
  }
})

test('wrong usage is one sentence with the nearest right one, and exit code 2', async () => {
  const cases: [string[], string][] = [
    [['dev', '--prot', '5000'], '--prot is not a flag. Did you mean --port?'],
    [['dev', '--port', 'abc'], '--port must be a port from 1 to 65535, not abc.'],
    [['dev', '--port', '70000'], '--port must be a port from 1 to 65535, not 70000.'],
    [['dev', '--port', '5000', '--app-port', '5000'], 'must be three different ports'],
    [['dev', '--state-dir='], '--state-dir must name a directory.'],
    [['dev', 'now'], 'See wxgate help dev.'],
    [['simulat'], 'simulat is not a command. Did you mean simulate?'],
  ]
  for (const [words, sentence] of cases) {
    const { code, stderr, stdout } = await start(words).ended
    expect([words, code, stdout]).toEqual([words, 2, ''])
    expect(stderr).toContain(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  }
})

test('help tells every command and every flag, on standard output', async () => {
  const all = await start(['--help']).ended
  expect([all.code, all.stderr]).toEqual([0, ''])
  expect(all.stdout).toMatch(/dev .+\n.+simulate /)
  for (const words of [['--version'], ['-v'], ['version']])
    expect((await start(words).ended).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  const dev = await start(['help', 'dev']).ended
  for (const part of [
    '--port',
    '--state-dir',
    '--json',
    '--no-input',
    'Examples:',
    'Exit codes: 0 ok',
    'docs/zh/start.md',
  ])
    expect(dev.stdout).toContain(part)
  for (const words of [
    ['dev', '-h'],
    ['dev', '--help'],
  ])
    expect((await start(words).ended).stdout).toBe(dev.stdout)
  expect((await start(['help', 'dve']).ended).stderr).toContain('Did you mean dev?')
})

test('a second dev on one state directory refuses before it touches anything, and the first goes on', async () => {
  const town = await startTown()
  const before = readdirSync(town.stateDir).sort()
  const call = ['dev', ...(await buildPortFlags()), '--state-dir', town.stateDir]
  const { code, stderr } = await start(call).ended
  expect([code, stderr]).toEqual([
    3,
    expect.stringContaining(`in use by another wxgate dev (process ${process.pid}, ${town.gateway})`),
  ])
  expect(JSON.parse((await start([...call, '--json']).ended).stdout).error.code).toBe('state_in_use')
  expect(readdirSync(town.stateDir).sort()).toEqual(before)
  const visitor = createVisitor(town.control)
  await visitor.go(`${town.app}/sign-in`)
  expect((await visitor.request(`${town.gateway}/session`)).status).toBe(200)
})

test('a dev that was killed leaves no lock behind', async () => {
  const first = await startDev(['--json'])
  await waitFor(() => first.said.stdout.includes('\n'))
  first.child.kill('SIGKILL')
  await waitFor(async () => !(await isAnswering(`${first.urls[0]}/healthz`)))
  const call = ['dev', ...(await buildPortFlags()), '--state-dir', first.stateDir, '--json']
  const second = start(call)
  await waitFor(() => second.said.stdout.includes('\n'))
  expect(JSON.parse(second.said.stdout).ready).toBe(true)
  second.child.kill('SIGTERM')
  expect((await second.ended).code).toBe(0)
})

test('what goes wrong is told on the terminal with cause and cure, in its language, and never as JSON', async () => {
  const { child, said, ended, urls } = await startDev([], undefined, { LC_ALL: 'zh_CN.UTF-8' })
  await waitFor(() => said.stderr.includes('Ctrl-C'))
  const [gateway = '', simulator = ''] = urls
  const control = connectSimulator(simulator)
  await control.fault({ path: '/sns/oauth2/access_token', kind: 'errcode', errcode: 40125 })
  const visitor = createVisitor(control)
  await visitor.go(`${gateway}/login/demo?return_to=${gateway}/session`)
  await waitFor(() => said.stderr.includes('40125'))
  const told = said.stderr.slice(said.stderr.indexOf('! '))
  expect(told).toMatch(/login\.wechat_failed {2}wx5a4db0c500000001/)
  expect(told).toMatch(/40125: .*AppSecret[\s\S]*可能：[\s\S]*怎么办：[\s\S]*请求 req_/)
  expect(told).not.toContain('{"')
  child.kill('SIGTERM')
  await ended
})

test('bash completes commands, flags and words', async () => {
  const complete = (...words: string[]) => {
    const line = ['wxgate', ...words].map((word) => `'${word}'`).join(' ')
    const script = `source <("$1" "$2" completion bash); COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _wxgate; echo "\${COMPREPLY[@]}"`
    return execFileSync('bash', ['-c', script, 'bash', process.execPath, launcher], {
      encoding: 'utf8',
    }).trim()
  }
  expect(complete('s')).toBe('simulate')
  expect(complete('dev', '--po')).toBe('--port')
  expect(complete('simulate', 'e')).toBe('env')
  expect(complete('completion', '')).toContain('fish')
  for (const shell of ['zsh', 'fish']) {
    const { stdout } = await start(['completion', shell]).ended
    for (const word of ['dev', 'simulate', 'explain', 'state-dir', 'no-input']) expect(stdout).toContain(word)
  }
  expect((await start(['completion', 'ksh']).ended).code).toBe(2)
})

test('a public URL is taken as it was meant, with or without a slash at its end', async () => {
  const [gateway, simulator, app] = await findFreePorts()
  const ports = ['--port', `${gateway}`, '--simulator-port', `${simulator}`, '--app-port', `${app}`]
  const url = `http://localhost:${gateway}`
  const words = ['dev', ...ports, '--state-dir', openFolder(), '--json']
  const { child, said, ended } = start(words, undefined, { WXGATE_PUBLIC_URL: `${url}/` })
  await waitFor(() => said.stdout.includes('\n'))
  expect(JSON.parse(said.stdout).gateway).toBe(url)
  const answer = await fetch(`${url}/login/demo?return_to=${url}/session`, { redirect: 'manual' })
  expect(answer.status).toBe(303)
  child.kill('SIGTERM')
  await ended
})

test('a setting that does not exist is refused with exit code 3', async () => {
  process.env.WXGATE_PUBLIC_ULR = 'http://localhost:1'
  onTestFinished(() => {
    delete process.env.WXGATE_PUBLIC_ULR
  })
  const { ended } = start(['dev', ...(await buildPortFlags()), '--state-dir', openFolder()])
  const { code, stderr } = await ended
  expect(code).toBe(3)
  expect(stderr).toContain('WXGATE_PUBLIC_ULR is not a setting. Did you mean WXGATE_PUBLIC_URL?')
})

test('simulate runs WeChat alone', async () => {
  const [port] = await findFreePorts()
  const { child, said, ended } = start(['simulate', '--port', `${port}`, '--json'])
  await waitFor(() => said.stdout.includes('\n'))
  expect(JSON.parse(said.stdout)).toEqual({ ready: true, simulator: `http://localhost:${port}` })
  expect(await isAnswering(`http://localhost:${port}/__sim/state`)).toBe(true)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
})

test('simulate --seed begins with the town of a file, and says what is wrong with one', async () => {
  const [port] = await findFreePorts()
  const folder = openFolder()
  const seeded = await fetchSeed()
  const people = seeded.people.filter(({ id }) => id === 'alice')
  writeFileSync(join(folder, 'town.json'), JSON.stringify({ ...seeded, people }))
  writeFileSync(join(folder, 'bad.yaml'), 'people:\n  - id: 42\n')
  const { child, said, ended } = start([
    'simulate',
    '--port',
    `${port}`,
    '--seed',
    join(folder, 'town.json'),
    '--json',
  ])
  await waitFor(() => said.stdout.includes('\n'))
  const state = await connectSimulator(`http://localhost:${port}`).state()
  expect(state.people.map(({ id }) => id)).toEqual(['alice'])
  child.kill('SIGTERM')
  await ended
  for (const file of ['bad.yaml', 'missing.yaml']) {
    const bad = await start(['simulate', '--port', `${port}`, '--seed', join(folder, file)]).ended
    expect([file, bad.code]).toEqual([file, 3])
    expect(bad.stderr).toMatch(/^wxgate: The town in .+ cannot be used: .+\n$/)
  }
})

async function fetchSeed() {
  const simulator = await startSimulator()
  const seed = await simulator.seed()
  await simulator.close()
  return seed
}

test('simulate --tls is WeChat for a program with fixed hosts, by the environment that simulate env prints', async () => {
  const [port, tlsPort] = await findFreePorts()
  const place = ['--tls-port', `${tlsPort}`, '--state-dir', openFolder()]
  const { child, said, ended } = start(['simulate', '--port', `${port}`, '--tls', ...place, '--json'])
  await waitFor(() => said.stdout.includes('\n'))
  const { stdout } = await start(['simulate', 'env', ...place]).ended
  const env = Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) =>
        line
          .replace(/^export /, '')
          .replaceAll("'", '')
          .split(/=(.*)/s),
      ),
  )
  const script =
    "fetch('https://api.weixin.qq.com/sns/auth').then((answer) => answer.text()).then(console.log)"
  const program = execFileSync(process.execPath, ['-e', script], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  expect(JSON.parse(program).errcode).toBe(41001)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
})

test.runIf(existsSync('/usr/bin/node'))('it starts from whatever Node.js the machine has', async () => {
  const { child, said, ended } = await startDev(['--json'], '/usr/bin/node')
  await waitFor(() => said.stdout.includes('\n'))
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
})
