// What applications call: signing in, followers, codes, tickets, platforms.
export * from '../api/account-migration.ts'
export * from '../api/authorizer.ts'
export * from '../api/authorizer-option.ts'
export * from '../api/blacklist.ts'
export * from '../api/component-token.ts'
export * from '../api/follower-list.ts'
export { fetchMiniProgramSession, type MiniProgramSession } from '../api/mini-program.ts'
export {
  fetchProfile,
  fetchUserGrant,
  fetchUserTokenValidity,
  type Lang,
  type Profile,
  type RefreshToken,
  readUserToken,
  refreshUserGrant,
  type UserGrant,
  type UserToken,
} from '../api/oauth.ts'
export * from '../api/on-behalf.ts'
export { fetchAllOpenids, type OpenidPage } from '../api/openid-page.ts'
export * from '../api/qrcode.ts'
export * from '../api/tag.ts'
export * from '../api/tag-member.ts'
export * from '../api/ticket.ts'
export * from '../api/token.ts'
export * from '../api/user.ts'
export type { ByComponent } from '../api/with-component.ts'
