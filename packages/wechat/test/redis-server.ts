import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where `npm test` has found a Redis server; undefined when there is none on this machine. */
export const redisPath = process.env.REDIS_SERVER_PATH

/** A Redis of our own, which keeps nothing on the disk. */
export interface RedisServer {
  port: number
  url: string
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void>
}

/** Starts Redis on a free port, or on one that was used before, alone or as a cluster of one node. */
export async function startRedis({
  cluster = false,
  port: given = 0,
  path = redisPath ?? '',
} = {}): Promise<RedisServer> {
  const port = given || (await findPort())
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-redis-'))
  const place = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder]
  const words = [...place, '--save', '', '--appendonly', 'no']
  if (cluster) words.push(...(await buildClusterWords()))
  const child = spawn(path, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  child.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await hearReady(child)
  if (cluster) await takeAllSlots(port)
  return { port, url: `redis://127.0.0.1:${port}`, kill: (signal) => kill(child, signal) }
}

async function buildClusterWords(): Promise<string[]> {
  const bus = ['--cluster-port', `${await findPort()}`, '--cluster-announce-ip', '127.0.0.1']
  return ['--cluster-enabled', 'yes', ...bus]
}

/** A cluster answers once every slot has a node. */
async function takeAllSlots(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8')
  socket.write('CLUSTER ADDSLOTSRANGE 0 16383\r\n')
  for await (const chunk of socket) {
    if (chunk.includes('cluster_state:ok')) break
    socket.write('CLUSTER INFO\r\n')
  }
}

async function hearReady(child: ChildProcess): Promise<void> {
  for await (const chunk of child.stdout ?? []) if (`${chunk}`.includes('Ready to accept')) break
  child.stdout?.resume()
  if (child.exitCode !== null) throw new Error('Redis did not start')
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  if (signal === 'SIGKILL') await once(child, 'exit')
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
