import { createServer } from 'node:http'
import { startSimulator } from '@wxgate/simulator/test-kit'

// One server in a process of its own, so that its memory and its core are its own: the simulator, or the floor,
// a bare server that answers the same bytes to everything.
const floor = process.argv[2]

process.on('message', () => process.send?.({ rssBytes: process.memoryUsage.rss() }))
process.on('disconnect', () => process.exit())

if (floor === undefined) {
  const startedAt = performance.now()
  const { url } = await startSimulator()
  process.send?.({ url, readyMs: performance.now() - startedAt, sinceStartMs: performance.now() })
} else {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(floor) })
      .end(floor)
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    process.send?.({ url: `http://127.0.0.1:${port}`, readyMs: 0, sinceStartMs: performance.now() })
  })
}
