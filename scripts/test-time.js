// Finds what makes a test depend on how fast the machine is.
import ts from 'typescript'

/** What a busy machine may need for anything: a limit below it is missed sometimes, and the test is red for nothing. */
const generousMs = 5_000

const limitName = /^(timeout|(\w*(t|T)imeout|\w*(l|L)imit|\w*(d|D)eadline|\w*(w|W)ait)Ms)$/
const sleepName = /^(sleep|pause|pauseForMs|delay|\w+\.waitForTimeout)$/
const measures = /\b(performance\.now|process\.hrtime|Date\.now)\b/
const comparison = /^toBe(Less|Greater)Than(OrEqual)?$/
// A limit that the test wants to run out may be as short as it likes, and says so.
const runsOut = /\bRuns out\b/
const fixedSleep = 'a fixed sleep: wait for what is to happen'

/**
 * The places in a test that judge by real time, each as "line: what is wrong".
 * @param {string} text the source of the test
 * @returns {string[]}
 */
export function findTimeProblems(text) {
  const source = ts.createSourceFile('test.ts', text, ts.ScriptTarget.Latest, true)
  /** @type {string[]} */
  const problems = []
  /** @param {ts.Node} node */
  const visit = (node) => {
    const problem = readProblem(node, source)
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line
    if (problem !== undefined) problems.push(`${line + 1}: ${problem}`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return problems
}

/** @param {ts.Node} node @param {ts.SourceFile} source */
function readProblem(node, source) {
  if (ts.isPropertyAssignment(node) && limitName.test(node.name.getText(source)))
    return judgeLimit(node, node.initializer, source)
  if (!ts.isCallExpression(node)) return undefined
  const full = node.expression.getText(source)
  if (sleepName.test(full) && isFixed(node.arguments[0], source)) return fixedSleep
  return readCallProblem(node, full.slice(full.lastIndexOf('.') + 1), source)
}

/** @param {ts.CallExpression} call @param {string} name @param {ts.SourceFile} source */
function readCallProblem(call, name, source) {
  const [first, second, third] = call.arguments
  if (name === 'setTimeout' && first && second && isFixed(second, source))
    return isResolver(first, call) ? fixedSleep : judgeLimit(call, second, source)
  if (/^(test|it|beforeAll|beforeEach)$/.test(name)) return judgeLimit(call, third ?? second, source)
  if (name === 'timeout' || name === 'setTimeout' || name === 'setDefaultTimeout')
    return judgeLimit(call, first, source)
  if (comparison.test(name) && isMeasured(call, source))
    return 'a comparison of measured time: hand the time in, or wait for an event'
  return undefined
}

/** @param {ts.Node} place @param {ts.Node | undefined} value @param {ts.SourceFile} source */
function judgeLimit(place, value, source) {
  const ms = readNumber(value)
  if (ms === undefined || ms === 0 || ms >= generousMs || isExcused(place, source)) return undefined
  return `a limit of ${ms} ms within which something must succeed: at least ${generousMs}, or say "Runs out: …" above`
}

/** @param {ts.Node | undefined} value */
function readNumber(value) {
  return value && ts.isNumericLiteral(value) ? Number(value.text.replaceAll('_', '')) : undefined
}

/** Whether a length of time is written down, here or as a constant of this file. @param {ts.Node | undefined} value @param {ts.SourceFile} source */
function isFixed(value, source) {
  if (value === undefined) return false
  if (readNumber(value)) return true
  if (!ts.isIdentifier(value)) return false
  return new RegExp(`const ${value.text} = [1-9][\\d_]*$`, 'm').test(source.text)
}

/** Whether a timer does nothing but end a promise. @param {ts.Node} callback @param {ts.CallExpression} timer */
function isResolver(callback, timer) {
  if (!ts.isIdentifier(callback)) return false
  for (let at = timer.parent; at !== undefined; at = at.parent)
    if (ts.isNewExpression(at) && at.expression.getText() === 'Promise') return true
  return false
}

/** Whether what is compared was read from a clock of this machine. @param {ts.CallExpression} call @param {ts.SourceFile} source */
function isMeasured(call, source) {
  const compared = call.expression.getText(source)
  const bound = call.arguments[0]
  const generous = (readNumber(bound) ?? 0) >= 60_000
  if (measures.test(compared)) return !generous
  const names = Array.from(compared.matchAll(/\b[a-z]\w*\b/gi), ([name]) => name)
  return names.some((name) =>
    new RegExp(
      `const ${name} = (performance\\.now|process\\.hrtime)|const ${name} = [^\\n]*performance\\.now`,
    ).test(source.text),
  )
}

/** @param {ts.Node} node @param {ts.SourceFile} source */
function isExcused(node, source) {
  const lines = source.text.split('\n')
  const at = source.getLineAndCharacterOfPosition(node.getStart(source)).line
  return lines.slice(Math.max(0, at - 1), at + 1).some((line) => runsOut.test(line))
}
