import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const library = join(import.meta.dirname, '../packages/wechat')
const { exports } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'))
const doors: [subpath: string, file: string][] = Object.entries(exports).flatMap(([subpath, conditions]) => {
  const { 'wxgate-source': file } = Object(conditions)
  return typeof file === 'string' ? [[subpath, join(library, file)] as [string, string]] : []
})

const config = ts.readConfigFile(join(import.meta.dirname, '../tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, join(import.meta.dirname, '..'))
const program = ts.createProgram(
  doors.map(([, file]) => file),
  options,
)
const checker = program.getTypeChecker()

/** What a door exports, each with the declaration behind it. */
function listExports(file: string): [name: string, symbol: ts.Symbol][] {
  const source = program.getSourceFile(file)
  const door = source && checker.getSymbolAtLocation(source)
  if (door === undefined) throw new Error(`${file} exports nothing`)
  return checker.getExportsOfModule(door).map((symbol) => {
    const behind = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    return [symbol.name, behind]
  })
}

function readDocumentation(symbol: ts.Symbol): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker))
}

test.each(doors)('every export of %s says what it is', (_subpath, file) => {
  const silent = listExports(file).filter(([, symbol]) => readDocumentation(symbol).length < 20)
  expect(silent.map(([name]) => name)).toEqual([])
})

/** Functions that send something: they take the wire first. */
function isCall(symbol: ts.Symbol): boolean {
  const [declaration] = symbol.declarations ?? []
  if (declaration === undefined || !ts.isFunctionDeclaration(declaration)) return false
  const [first] = declaration.parameters
  return first !== undefined && first.name.getText() === 'wire'
}

test('every call to WeChat names its source', () => {
  const door = join(library, 'src/door/api.ts')
  const calls = listExports(door).filter(([, symbol]) => isCall(symbol))
  expect(calls.length).toBeGreaterThan(40)
  const unsourced = calls.filter(([, symbol]) => !readDocumentation(symbol).includes('Source:'))
  expect(unsourced.map(([name]) => name)).toEqual([])
})

test('no export and no field of one is any', () => {
  const found = doors.flatMap(([subpath, file]) =>
    listExports(file).flatMap(([name, symbol]) => {
      const [declaration] = symbol.declarations ?? []
      if (declaration === undefined) return [`${subpath}: ${name} has no declaration`]
      const type = checker.getTypeOfSymbolAtLocation(symbol, declaration)
      return type.flags & ts.TypeFlags.Any && !(symbol.flags & ts.SymbolFlags.Type)
        ? [`${subpath}: ${name}`]
        : []
    }),
  )
  expect(found).toEqual([])
})

test('importing the library does nothing but define', () => {
  const { sideEffects } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'))
  expect(sideEffects).toBe(false)
  for (const file of program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(join(library, 'src'))))
    for (const statement of file.statements)
      expect([file.fileName, ts.isExpressionStatement(statement)]).toEqual([file.fileName, false])
})
