export { createMemoryStore } from '../store/memory.ts'
export * from '../store/store.ts'
