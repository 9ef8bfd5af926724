import { buildUsageError } from './error.ts'

// Shared by all copies of this package in one program, whose classes differ.
const secretMark: unique symbol = Symbol.for('@wxgate/wechat/secret')
const shownCharacters = 4
// A short secret would be half told by its last four characters.
const shortestShown = 16

/**
 * A text that nobody should read by accident: an AppSecret, a token, a ticket, a session key. In `inspect`, JSON and
 * templates it prints as `[secret …a1b2]`, with its last four characters (none when it has fewer than 16), so that
 * two of them can be told apart in a log. `reveal()` gives the text, for a store or a call of your own.
 *
 * `use` says what it is good for, and keeps the types of different tokens apart.
 */
export class Secret<Use extends string = string> {
  readonly use: Use
  readonly [secretMark] = true
  readonly #text: string

  /** Throws a `TypeError` (`secret_empty`): an empty secret is a setting that was forgotten. */
  constructor(text: string, use: Use) {
    if (typeof text !== 'string' || text === '')
      throw buildUsageError('secret_empty', `The ${use} is empty or no text`)
    this.#text = text
    this.use = use
  }

  /** The text itself. Do not log it. */
  reveal(): string {
    return this.#text
  }

  /** Whether both hold the same text, whatever their use. Takes longer the longer the common beginning is. */
  isSame(other: Secret): boolean {
    return this.#text === other.reveal()
  }

  toString(): string {
    return this.#text.length < shortestShown ? '[secret]' : `[secret …${this.#text.slice(-shownCharacters)}]`
  }

  toJSON(): string {
    return this.toString()
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  [Symbol.for('Deno.customInspect')](): string {
    return this.toString()
  }
}

/** Whether a value is a secret, of this copy of the package or of another one. */
export function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && Reflect.get(value, secretMark) === true
}

/** A secret as a caller has it: a plain text from a setting, or one that is hidden already. */
export type SecretText = string | Secret

/** The same secret for this use. Throws a `TypeError` (`secret_empty`) for an empty text, and for what is none. */
export function hide<Use extends string>(secret: SecretText, use: Use): Secret<Use> {
  // A setting or a parameter that is not there comes as undefined or null, whatever the types say.
  return new Secret(typeof secret === 'object' && secret !== null ? secret.reveal() : secret, use)
}

/**
 * A function that gives an AppSecret, whether it was given as a text or is to be asked for. Throws a `TypeError`, at
 * once for a text, later for a function: `secret_empty`, or `secret_blank` for one with white space in it.
 */
export function keepSecret(secret: SecretText | (() => SecretText)): () => SecretText {
  if (typeof secret === 'function') return () => hideAppSecret(secret())
  const hidden = hideAppSecret(secret)
  return () => hidden
}

function hideAppSecret(secret: SecretText): Secret<'app secret'> {
  const hidden = hide(secret, 'app secret')
  // Sent as it is, WeChat would answer 40125, and counts those.
  if (/\s/.test(hidden.reveal())) throw buildUsageError('secret_blank', 'An AppSecret has no white space')
  return hidden
}
