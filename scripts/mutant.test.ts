import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { door } from '../mutants/door.ts'
import { findProblem } from '../mutants/scratch.ts'
import { way } from '../mutants/way.ts'

const mutants = [...way, door].flatMap((list) => list.mutants)

test('the text that a mutant takes out stands once in its file, and the title of its story in the story’s', () => {
  expect(mutants.length).toBeGreaterThan(100)
  expect(mutants.map(findProblem).filter((problem) => problem !== undefined)).toEqual([])
  for (const { story } of mutants)
    expect(readFileSync(join(import.meta.dirname, '..', story.file), 'utf8')).toContain(story.test)
})

test('every defence has a name of its own, and is really taken out', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
  for (const { from, to } of mutants) expect(to).not.toBe(from)
})
