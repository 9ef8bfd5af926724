import { buildUsageError } from '../error.ts'
import { hide, isSecret, type Secret, type SecretText } from '../secret.ts'

/**
 * A code of WeChat's redirect whose state, browser and account were checked: `takeCallback` makes it. That of a mobile
 * application comes by no redirect.
 */
export type CheckedCode = Secret<'checked code'>

const use = 'checked code'

/** The code of a callback that was checked; undefined when the visitor refused: missing, empty or `authdeny`. */
export function readCheckedCode(code: string | null | undefined): CheckedCode | undefined {
  return !code || code === 'authdeny' ? undefined : hide(code, use)
}

/** The code of a mobile application, which sends it itself: there is nothing of a browser to check. */
export function takeAppCode(code: SecretText): CheckedCode {
  return hide(code, use)
}

/** Throws `login_code_unchecked` for a code that did not come from `takeCallback`, whatever the types say. */
export function checkCode(code: CheckedCode): void {
  if (!isSecret(code) || code.use !== use)
    throw buildUsageError('login_code_unchecked', 'identify takes the code that takeCallback hands to finish')
}
