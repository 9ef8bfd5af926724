// What operators call: tags, the blacklist, remarks, a move of the account; allowances, addresses, the log of a request.
export * from '../api/account-migration.ts'
export * from '../api/blacklist.ts'
export * from '../api/network.ts'
export * from '../api/quota.ts'
export * from '../api/request-log.ts'
export * from '../api/tag.ts'
export * from '../api/tag-member.ts'
export { saveRemark } from '../api/user.ts'
