import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSimulator, readSeed } from '../index.ts'
import { readAccount, visit } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(async () => {
  await sim.reset()
})
afterAll(() => sim.close())

const { appid } = readAccount('1')

test('the town comes out and goes in again unchanged', async () => {
  const other = await startSimulator()
  await other.follow('alice', appid, 'ADD_SCENE_QR_CODE')
  await other.rules({ strictPort: true })
  await other.saveApplication({ appid: 'wx5a4db0c500000099', name: '新号' })
  const seed = await other.seed()
  expect(await other.plant(seed)).toEqual(seed)
  expect(seed.people.find(({ id }) => id === 'alice')?.follows).toMatchObject([
    { appid, scene: 'ADD_SCENE_QR_CODE', since: expect.any(Number) },
  ])
  await other.rules({ strictPort: false })
  await other.unfollow('alice', appid)
  await other.reset()
  expect(await other.seed()).toEqual(seed)
  const state = await other.state()
  expect(state.people[0]?.openids).toHaveProperty('wx5a4db0c500000099')
  expect(state.rules.strictPort).toBe(true)
  await other.close()
})

test('what is planted is a copy: changes of the town do not reach the seed', async () => {
  await sim.saveApplication({ appid, webDomains: ['a.example'] })
  await sim.reset()
  expect((await sim.seed()).applications[0]?.webDomains).toEqual(['localhost', '127.0.0.1'])
})

test('an import is checked whole, and refused without a trace', async () => {
  const seed = await sim.seed()
  const [first] = seed.applications
  if (!first) throw new Error('an empty town')
  const refused = [
    { ...seed, other: 1 },
    { ...seed, applications: [{ ...first, appid: 'wx1234567890123456' }] },
    { ...seed, applications: [first, first] },
    { ...seed, components: [] },
    {
      ...seed,
      people: [{ id: 'bob', nickname: 'Bob', avatar: null, follows: [{ appid: 'wx5a4db0c5ffffffff' }] }],
    },
  ]
  for (const each of refused) await expect(sim.plant(each)).rejects.toMatchObject({ status: 400 })
  expect(await sim.seed()).toEqual(seed)
})

test('what has a default may be left out', async () => {
  const other = await startSimulator()
  const { applications, components } = await other.seed()
  const people = [{ id: 'bob', nickname: 'Bob', avatar: null }]
  await other.plant({ applications, components, people })
  expect((await other.state()).people.map(({ id }) => id)).toEqual(['bob'])
  expect((await visit(other, { person: 'bob' })).has('code')).toBe(true)
  await other.close()
})

test('the JSON Schema of a town names its parts', async () => {
  const schema: unknown = await (await fetch(`${sim.url}/__sim/seed/schema`)).json()
  expect(schema).toMatchObject({
    type: 'object',
    required: ['applications', 'components', 'people'],
    additionalProperties: false,
    properties: { people: { type: 'array' }, rules: { type: 'object' } },
  })
})

test('a simulator can begin with a town of its own', async () => {
  const { applications } = await sim.seed()
  const simulator = await createSimulator({ seed: readSeed({ applications, components: [], people: [] }) })
  expect(simulator.world.people.list()).toEqual([])
  await simulator.close()
  expect(() => readSeed({})).toThrow(/applications/)
})
