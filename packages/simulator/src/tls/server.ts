import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { openAuthority } from './authority.ts'
import { createCertificate } from './certificate.ts'
import { isWeChatHost } from './host.ts'

/** WeChat's hosts over TLS, on one port. */
export interface TlsListener {
  port: number
  /** The authority's certificate, for clients to trust. */
  certificateFile: string
  close(): Promise<void>
}

const tlsHandshake = 0x16

/**
 * One port that speaks both: a client that was pointed here by a hosts file begins with a TLS handshake, one
 * that uses it as its proxy begins with `CONNECT host:443` (RFC 9110 section 9.3.6). It tunnels to WeChat's
 * hosts alone, and those are the simulator: nothing leaves this machine.
 */
export async function openTlsListener(options: {
  answer: RequestListener
  folder: string
  port: number
}): Promise<TlsListener> {
  const authority = await openAuthority(options.folder)
  const tls = createTlsServer(await createCertificate(authority), options.answer)
  const proxy = createHttpServer((_request, response) => {
    response.writeHead(400, { 'content-type': 'text/plain' }).end('This port speaks TLS, and HTTP CONNECT.\n')
  })
  proxy.on('connect', (request: IncomingMessage, socket: Duplex) => tunnel(tls, request, socket))
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.once('data', (first) => {
      socket.pause()
      socket.unshift(first)
      const speaker = first[0] === tlsHandshake ? tls : proxy
      speaker.emit('connection', socket)
      process.nextTick(() => socket.resume())
    })
  })
  tls.on('tlsClientError', () => undefined)
  const port = await listen(server, options.port)
  return { port, certificateFile: authority.certificateFile, close: () => close(server, sockets) }
}

function tunnel(tls: TlsServer, request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  const [host = '', port] = (request.url ?? '').split(':')
  if (port !== '443' || !isWeChatHost(host)) {
    socket.end(
      "HTTP/1.1 403 Forbidden\r\ncontent-type: text/plain\r\n\r\nThis proxy leads to WeChat's hosts only.\n",
    )
    return
  }
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
  tls.emit('connection', socket)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: 'localhost', port }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function close(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
}
