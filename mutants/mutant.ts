/** One test, or the tests of one title at every host. */
export interface Story {
  /** The file, from the root of the repository. */
  file: string
  /** The title, or as much of it as no other test of the file has. */
  test: string
}

/** A defence, the change that takes it out, and the story that must fail without it. */
export interface Mutant {
  /** The sentence that says what the defence does. */
  name: string
  /** The file that is changed, from the root of the repository. */
  file: string
  /** Text that stands once in the file. */
  from: string
  to: string
  story: Story
}

/** Mutants of one place. */
export interface MutantList {
  name: string
  about: string
  mutants: readonly Mutant[]
}
