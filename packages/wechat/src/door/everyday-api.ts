// What applications call: signing in, followers, codes, tickets, phone numbers.
export * from '../api/follower-batch.ts'
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
export { fetchAllOpenids, type OpenidPage } from '../api/openid-page.ts'
export * from '../api/phone-number.ts'
export * from '../api/qrcode.ts'
export * from '../api/ticket.ts'
export * from '../api/token.ts'
export { type Follower, fetchFollower, fetchFollowers } from '../api/user.ts'
