import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:https'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { openAuthority } from './authority.ts'
import { openTlsListener } from './server.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

async function open(folder = mkdtempSync(join(tmpdir(), 'wxgate-tls-'))) {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const listener = await openTlsListener({
    folder,
    port: 0,
    answer: (incoming, response) => response.end(`${incoming.headers.host}${incoming.url}`),
  })
  onTestFinished(listener.close)
  return { ...listener, folder, ca: readFileSync(listener.certificateFile) }
}

/** Asks as a client whose hosts file points WeChat here. */
function ask(port: number, ca: Buffer, servername: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      servername,
      ca,
      headers: { host: servername },
      path: '/sns/auth',
    }
    request(options, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
      .on('error', reject)
      .end()
  })
}

/** Says `CONNECT` and gives the first line of the answer and the socket. */
function tunnelTo(port: number, target: string) {
  return new Promise<{ line: string; socket: ReturnType<typeof connectTcp> }>((resolve, reject) => {
    const socket = connectTcp(port, '127.0.0.1', () =>
      socket.write(`CONNECT ${target} HTTP/1.1\r\nhost: x\r\n\r\n`),
    )
    onTestFinished(() => void socket.destroy())
    socket.once('error', reject)
    socket.once('data', (data) => resolve({ line: String(data).split('\r\n')[0] ?? '', socket }))
  })
}

test('it answers as each of WeChat’s hosts, and as no other host', async () => {
  const { port, ca } = await open()
  for (const host of [
    'api.weixin.qq.com',
    'open.weixin.qq.com',
    'mp.weixin.qq.com',
    'res.wx.qq.com',
    'localhost',
  ]) {
    expect(await ask(port, ca, host)).toBe(`${host}/sns/auth`)
  }
  await expect(ask(port, ca, 'bank.example')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
})

test('on the same port it is a proxy to WeChat’s hosts, and to no other', async () => {
  const { port, ca } = await open()
  const { line, socket } = await tunnelTo(port, 'api.weixin.qq.com:443')
  expect(line).toBe('HTTP/1.1 200 Connection established')
  const secure = connectTls({ socket, servername: 'api.weixin.qq.com', ca })
  secure.write('GET /cgi-bin/token HTTP/1.1\r\nhost: api.weixin.qq.com\r\nconnection: close\r\n\r\n')
  const answer = await new Promise<string>((resolve) => {
    let text = ''
    secure.on('data', (chunk) => {
      text += chunk
    })
    secure.on('end', () => resolve(text))
  })
  expect(answer).toContain('api.weixin.qq.com/cgi-bin/token')
  for (const target of ['example.com:443', 'api.weixin.qq.com:80', 'localhost:22', '127.0.0.1:6379', 'x']) {
    expect([target, (await tunnelTo(port, target)).line]).toEqual([target, 'HTTP/1.1 403 Forbidden'])
  }
})

test.skipIf(!hasOpenssl)(
  'the authority is made once, its key is its owner’s alone, and it is constrained to WeChat and loopback',
  async () => {
    const { folder, certificateFile, ca } = await open()
    expect(statSync(join(folder, 'ca-key.pem')).mode & 0o777).toBe(0o600)
    await openAuthority(folder)
    expect(readFileSync(certificateFile)).toEqual(ca)
    const text = execFileSync('openssl', ['x509', '-in', certificateFile, '-noout', '-text'], {
      encoding: 'utf8',
    })
    expect(text).toMatch(/Name Constraints: critical\s+Permitted:\s+DNS:api\.weixin\.qq\.com/)
    expect(text).toContain('IP:127.0.0.0/255.0.0.0')
    expect(text).toMatch(/CA:TRUE, pathlen:0/)
  },
)

test.skipIf(!hasOpenssl)(
  'a certificate for another host is refused even when this authority signed it',
  async () => {
    const { folder } = await open()
    const file = (name: string) => join(folder, name)
    const run = (...words: string[]) => spawnSync('openssl', words, { encoding: 'utf8' })
    run(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      file('k'),
      '-subj',
      '/CN=bank.example',
      '-out',
      file('r'),
    )
    run(
      'x509',
      '-req',
      '-in',
      file('r'),
      '-CA',
      file('ca.pem'),
      '-CAkey',
      file('ca-key.pem'),
      '-out',
      file('c'),
    )
    const verified = run('verify', '-verify_hostname', 'bank.example', '-CAfile', file('ca.pem'), file('c'))
    expect(verified.status).not.toBe(0)
    expect(verified.stderr).toContain('permitted subtree violation')
  },
)

test('what is neither TLS nor a proxy request is told so, and rubbish ends nothing', async () => {
  const { port, ca } = await open()
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  expect([answer.status, await answer.text()]).toEqual([400, 'This port speaks TLS, and HTTP CONNECT.\n'])
  const socket = connectTcp(port, '127.0.0.1', () => socket.end(Buffer.from([0x16, 3, 1, 255, 255, 0, 1, 2])))
  await new Promise((resolve) => socket.on('close', resolve).on('error', resolve).resume())
  expect(await ask(port, ca, 'api.weixin.qq.com')).toContain('/sns/auth')
})
