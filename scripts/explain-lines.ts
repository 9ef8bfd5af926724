// `npm run explain:lines`: the pasted lines of the tests, and what `wxgate explain` says to each in both languages,
// for reading.
import { explain } from '../packages/cli/src/command/explain.ts'
import { newcomerLines, reportLines } from './pasted-line.ts'

const output = {
  data: (text: string) => console.log(text),
  talk: (text: string) => console.log(text),
  bold: (text: string) => text,
}

for (const [index, { line }] of [...newcomerLines, ...reportLines].entries()) {
  console.log(`\n━━━ ${index + 1}\n${line}`)
  for (const language of ['en', 'zh']) {
    console.log('')
    await explain.run([line, '--lang', language], {
      output,
      env: {},
      stopped: new AbortController().signal,
    })
  }
}
