import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A push or a GET as a developer's server got it. */
export type Received = { method: string; path: string; query: URLSearchParams; type: string; body: string }

/** What to answer; undefined: nothing, ever. */
export type Answerer = (received: Received) => string | { status: number; body: string } | undefined

/** A developer's server that remembers what came. */
export type Receiver = {
  url: string
  received: Received[]
  /** From now on answers like this; by default `success`, and the echostr to a GET. */
  answer(answerer: Answerer): void
  close(): Promise<void>
}

const answerWell: Answerer = ({ method, query }) =>
  method === 'GET' ? (query.get('echostr') ?? '') : 'success'

async function readRequest(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const url = new URL(request.url ?? '/', 'http://localhost')
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    type: request.headers['content-type'] ?? '',
    body: Buffer.concat(chunks).toString(),
  }
}

function send(response: ServerResponse, answer: ReturnType<Answerer>): void {
  if (answer === undefined) return
  const { status, body } = typeof answer === 'string' ? { status: 200, body: answer } : answer
  response.writeHead(status, { 'content-type': 'text/plain' }).end(body)
}

/** Starts a developer's server on a free loopback port. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let answerer = answerWell
  const server = createServer(async (request, response) => {
    const read = await readRequest(request)
    received.push(read)
    send(response, answerer(read))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer(wanted) {
      answerer = wanted
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
