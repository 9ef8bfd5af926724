export { createMemoryStore } from '../store/memory.ts'
export { createRedisStore, type RedisStoreOptions } from '../store/redis.ts'
export * from '../store/store.ts'
