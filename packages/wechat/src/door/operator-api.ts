// What operators call when something is wrong: allowances, addresses, the log of a request.
export * from '../api/network.ts'
export * from '../api/quota.ts'
export * from '../api/request-log.ts'
