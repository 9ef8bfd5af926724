import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { startSimulator, type TestSimulator } from '@wxgate/simulator/test-kit'
import { createVisitor } from '../e2e/visitor.ts'
import type { Fault } from './fault.ts'
import { createLoneGateway, type LoneGateway } from './gateway/lone-gateway.ts'

const atOnce = 8

/** First sign-ins of many people, while the gateway is killed again and again. */
export const signIn: Fault = {
  name: 'sign-in',
  about:
    'the gateway is killed while eight people sign in for the first time; nobody is lost, doubled or half there',
  async run({ short }) {
    const people = short ? 100 : 1_000
    const folder = mkdtempSync(join(tmpdir(), 'wxgate-faults-sign-in-'))
    const sim = await startSimulator()
    const gateway = await createLoneGateway(sim.url, folder)
    try {
      await gateway.start()
      const kills = await signEverybodyIn({ sim, gateway, people })
      await gateway.kill()
      console.log(`${people} people signed in for the first time, through ${kills} kills`)
      return judge(gateway.database, people)
    } finally {
      await gateway.kill()
      await sim.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

interface Trial {
  sim: TestSimulator
  gateway: LoneGateway
  people: number
}

/** Eight at a time, until everybody is in; gives how often the gateway was killed on the way. */
async function signEverybodyIn({ sim, gateway, people }: Trial): Promise<number> {
  let next = 0
  let done = 0
  let kills = 0
  const enter = async () => {
    while (next < people) {
      const id = `person${next}`
      next += 1
      await sim.addPerson({ id, nickname: `Person ${id}` })
      await signInAtLast({ sim, gateway, people }, id)
      done += 1
    }
  }
  const kill = async () => {
    while (done < people) {
      await pause(Math.random() * 400)
      await gateway.kill()
      kills += 1
      await gateway.start()
      await pause(200)
    }
  }
  await Promise.all([...Array.from({ length: atOnce }, enter), kill()])
  return kills
}

/** The same person tries again, from the start and in the same browser, until the gateway lets them through. */
async function signInAtLast({ sim, gateway }: Trial, person: string): Promise<void> {
  const visitor = createVisitor(sim, { person })
  for (let tries = 0; tries < 200; tries += 1) {
    const end = await visitor
      .go(`${gateway.url}/login/demo?return_to=${gateway.url}/session`)
      .catch(() => undefined)
    if (end?.status === 200 && end.text.includes('"openid"')) return
    await pause(20)
  }
  throw new Error(`${person} could not sign in`)
}

/** The counts that the database must have when everything is over. */
function judge(file: string, people: number) {
  const database = new DatabaseSync(file, { readOnly: true })
  const count = (sql: string) => Number(database.prepare(`select count(*) as n ${sql}`).get()?.n)
  const account = "realm = 'wx5a4db0c500000001'"
  const rows: [string, number, number][] = [
    ['people', count('from people'), people],
    ['openids', count(`from identities where ${account}`), people],
    ['unionids', count("from identities where realm like 'open:%'"), people],
    [
      'people without an openid',
      count(`from people where id not in (select person_id from identities where ${account})`),
      0,
    ],
    ['identities of nobody', count('from identities where person_id not in (select id from people)'), 0],
    [
      'people twice',
      count(
        `from (select person_id from identities where ${account} group by person_id having count(*) > 1)`,
      ),
      0,
    ],
    [
      'people without a line in the audit',
      count("from people where id not in (select person_id from audit where event = 'person.created')"),
      0,
    ],
    [
      'lines in the audit of nobody',
      count("from audit where event = 'person.created' and person_id not in (select id from people)"),
      0,
    ],
  ]
  database.close()
  for (const [what, seen, wanted] of rows) console.log(`${seen === wanted ? '✔' : '✖'} ${what}: ${seen}`)
  const failed = rows.filter(([, seen, wanted]) => seen !== wanted).length
  return { passed: rows.length - failed, failed }
}
