export * from './everyday-api.ts'
export * from './operator-api.ts'
export * from './platform-api.ts'
