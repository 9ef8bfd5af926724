import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const library = join(import.meta.dirname, '../packages/wechat/src')
const config = ts.readConfigFile(join(import.meta.dirname, '../tsconfig.json'), ts.sys.readFile)
const { options, fileNames } = ts.parseJsonConfigFileContent(
  config.config,
  ts.sys,
  join(import.meta.dirname, '..'),
)
const program = ts.createProgram(fileNames, options)
const checker = program.getTypeChecker()
const sources = program
  .getSourceFiles()
  .filter(({ fileName }) => fileName.startsWith(library) && !fileName.endsWith('.test.ts'))

/** Whether this stands in what a user of the library sees: a declaration that is exported. */
function isExported(node: ts.Node): boolean {
  if (ts.isSourceFile(node)) return false
  const isStatement = ts.isSourceFile(node.parent)
  if (!isStatement) return isExported(node.parent)
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
}

/** Optional properties that refuse `undefined` where TypeScript tells a missing one from it. */
function listStrict(node: ts.Node): ts.PropertySignature[] {
  const found: ts.PropertySignature[] = []
  const visit = (inner: ts.Node) => {
    if (ts.isPropertySignature(inner) && inner.questionToken && inner.type && isExported(inner)) {
      const type = checker.getTypeFromTypeNode(inner.type)
      const parts = type.isUnion() ? type.types : [type]
      const wide = ts.TypeFlags.Undefined | ts.TypeFlags.Unknown | ts.TypeFlags.Any
      if (!parts.some(({ flags }) => flags & wide)) found.push(inner)
    }
    ts.forEachChild(inner, visit)
  }
  visit(node)
  return found
}

test('every option that may be left out may be undefined too', () => {
  const strict = sources.flatMap((source) =>
    listStrict(source).map((property) => {
      const { line } = source.getLineAndCharacterOfPosition(property.getStart())
      return `${source.fileName.slice(library.length)}:${line + 1} ${property.name.getText()}`
    }),
  )
  expect(sources.length).toBeGreaterThan(100)
  expect(strict).toEqual([])
})
