import { createSimulator } from '@wxgate/simulator'
import { exitCodes } from '../exit.ts'
import { type Flags, readFlags, readPort } from '../flag.ts'
import { listenOn } from '../town/listen.ts'
import { buildHelp } from './help.ts'
import type { Command } from './run.ts'

const flags: Flags = {
  port: { type: 'string', value: 'PORT', text: 'where it answers (4401)' },
  json: { type: 'boolean', text: 'one line of JSON on standard output when it answers' },
  help: { type: 'boolean', text: 'this text' },
}

/** `wxgate simulate`: WeChat on localhost alone. */
export const simulate: Command = {
  name: 'simulate',
  summary: 'WeChat on localhost alone, for the tests of any application',
  async run(words, { output, stopped }) {
    const values = readFlags(words, flags, 'simulate')
    if (values.help) {
      output.data(buildHelp('simulate', simulate.summary, flags))
      return exitCodes.ok
    }
    const port = readPort(values, 'port', 4401)
    const simulator = await createSimulator({ publicUrl: `http://localhost:${port}` })
    await listenOn('simulator', port, () => simulator.listen({ port }))
    if (values.json) output.data(JSON.stringify({ ready: true, simulator: `http://localhost:${port}` }))
    else output.talk(`WeChat, simulated: http://localhost:${port}\nCtrl-C ends it.`)
    await new Promise<void>((resolve) => {
      if (stopped.aborted) resolve()
      stopped.addEventListener('abort', () => resolve(), { once: true })
    })
    await simulator.close()
    return exitCodes.ok
  },
}
