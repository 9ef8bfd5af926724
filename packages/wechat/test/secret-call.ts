import * as api from '../src/door/api.ts'
import { hide } from '../src/secret.ts'
import type { Wire } from '../src/wire/call.ts'
import { buildOpenid } from './tiny-wechat.ts'

const openid = buildOpenid('o')
const openids = [openid]
const scene = { action: 'QR_STR_SCENE', sceneText: 'a', expireSeconds: 60 } as const
const option = { name: 'voice_recognize', value: '1' } as const

function buildCredentials(secret: string) {
  const account = { appid: 'wx1', secret }
  const app = { token: api.readAppToken(secret) }
  const user = { accessToken: api.readUserToken(secret), openid }
  const platform = { componentAppid: 'wxc1', componentSecret: secret }
  const by = { componentAppid: 'wxc1', token: hide(secret, 'component token'), appid: 'wx1' }
  return { account, app, user, platform, by }
}

type Credentials = ReturnType<typeof buildCredentials>
type Make = (wire: Wire, secret: string, credentials: Credentials) => Promise<unknown>

const makes: Readonly<Record<string, Make>> = {
  exchange: (wire, secret, { account }) => api.fetchUserGrant(wire, { ...account, code: secret }),
  refresh: (wire, secret) => api.refreshUserGrant(wire, { appid: 'wx1', refreshToken: secret }),
  profile: (wire, _secret, { user }) => api.fetchProfile(wire, user),
  'phone number': (wire, secret, { app }) => api.fetchPhoneNumber(wire, { ...app, code: secret }),
  validity: (wire, _secret, { user }) => api.fetchUserTokenValidity(wire, user),
  token: (wire, _secret, { account }) => api.fetchToken(wire, account),
  'stable token': (wire, _secret, { account }) => api.fetchStableToken(wire, account),
  ticket: (wire, _secret, { app }) => api.fetchTicket(wire, app),
  'mini program': (wire, secret, { account }) =>
    api.fetchMiniProgramSession(wire, { ...account, code: secret }),
  follower: (wire, _secret, { app }) => api.fetchFollower(wire, { ...app, openid }),
  followers: (wire, _secret, { app }) => api.fetchFollowers(wire, { ...app, openids }),
  'follower page': (wire, _secret, { app }) => api.fetchFollowerPage(wire, app),
  remark: (wire, _secret, { app }) => api.saveRemark(wire, { ...app, openid, remark: 'r' }),
  migration: (wire, _secret, { app }) =>
    api.fetchMigratedOpenids(wire, { ...app, fromAppid: 'wx2', openids }),
  'new tag': (wire, _secret, { app }) => api.createTag(wire, { ...app, name: 'n' }),
  tags: (wire, _secret, { app }) => api.fetchTags(wire, app),
  'saved tag': (wire, _secret, { app }) => api.saveTag(wire, { ...app, id: 1, name: 'n' }),
  'dropped tag': (wire, _secret, { app }) => api.dropTag(wire, { ...app, id: 1 }),
  'tag members': (wire, _secret, { app }) => api.fetchTagMemberPage(wire, { ...app, tagId: 1 }),
  tagging: (wire, _secret, { app }) => api.tagFollowers(wire, { ...app, tagId: 1, openids }),
  untagging: (wire, _secret, { app }) => api.untagFollowers(wire, { ...app, tagId: 1, openids }),
  'tags of somebody': (wire, _secret, { app }) => api.fetchTagIds(wire, { ...app, openid }),
  blacklist: (wire, _secret, { app }) => api.fetchBlacklistPage(wire, app),
  blocking: (wire, _secret, { app }) => api.blockFollowers(wire, { ...app, openids }),
  unblocking: (wire, _secret, { app }) => api.unblockFollowers(wire, { ...app, openids }),
  'QR code': (wire, _secret, { app }) => api.createQrcode(wire, { ...app, scene }),
  'API addresses': (wire, _secret, { app }) => api.fetchApiAddresses(wire, app),
  'push addresses': (wire, _secret, { app }) => api.fetchPushAddresses(wire, app),
  'callback check': (wire, _secret, { app }) => api.fetchCallbackCheck(wire, app),
  'cleared quota': (wire, _secret, { app }) => api.clearQuota(wire, { ...app, appid: 'wx1' }),
  'quota cleared by secret': (wire, _secret, { account }) => api.clearQuotaBySecret(wire, account),
  'quota cleared by a platform': (wire, _secret, { platform }) =>
    api.clearQuotaByComponent(wire, { ...platform, appid: 'wx1' }),
  quota: (wire, _secret, { app }) => api.fetchQuota(wire, { ...app, path: '/cgi-bin/user/get' }),
  'request log': (wire, _secret, { app }) => api.fetchRequestLog(wire, { ...app, rid: 'r' }),
  'ticket push': (wire, _secret, { platform }) => api.startTicketPush(wire, platform),
  'component token': (wire, secret, { platform }) =>
    api.fetchComponentToken(wire, { ...platform, ticket: secret }),
  'pre-auth code': (wire, _secret, { by }) => api.createPreAuthCode(wire, by),
  authorization: (wire, secret, { by }) => api.fetchAuthorization(wire, { ...by, authorizationCode: secret }),
  'authorizer token': (wire, secret, { by }) =>
    api.fetchAuthorizerTokens(wire, { ...by, refreshToken: secret }),
  authorizers: (wire, _secret, { by }) => api.fetchAuthorizers(wire, by),
  'authorizer info': (wire, _secret, { by }) => api.fetchAuthorizerInfo(wire, by),
  'authorizer option': (wire, _secret, { by }) =>
    api.fetchAuthorizerOption(wire, { ...by, name: 'voice_recognize' }),
  'saved authorizer option': (wire, _secret, { by }) => api.saveAuthorizerOption(wire, { ...by, option }),
  'exchange on behalf': (wire, secret, { by }) => api.fetchUserGrantOnBehalf(wire, { ...by, code: secret }),
  'refresh on behalf': (wire, secret, { by }) =>
    api.refreshUserGrantOnBehalf(wire, { ...by, refreshToken: secret }),
  'mini program on behalf': (wire, secret, { by }) =>
    api.fetchMiniProgramSessionOnBehalf(wire, { ...by, code: secret }),
}

/** Every call of the library that sends a secret, code or token: made with this text in the place of each. */
export const secretCalls = Object.entries(makes).map(([title, make]) => ({
  title,
  run: (wire: Wire, secret: string) => make(wire, secret, buildCredentials(secret)),
}))
