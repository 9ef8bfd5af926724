import { buildAuthorizeUrl, signPage } from '@wxgate/wechat'
import {
  buildQrcodePictureUrl,
  clearQuota,
  clearQuotaByComponent,
  createPreAuthCode,
  createQrcode,
  fetchAllOpenids,
  fetchApiAddresses,
  fetchAuthorization,
  fetchAuthorizerInfo,
  fetchAuthorizerOption,
  fetchAuthorizers,
  fetchAuthorizerTokens,
  fetchCallbackCheck,
  fetchFollower,
  fetchFollowerPage,
  fetchFollowers,
  fetchMigratedOpenids,
  fetchMiniProgramSession,
  fetchMiniProgramSessionOnBehalf,
  fetchProfile,
  fetchPushAddresses,
  fetchQuota,
  fetchTicket,
  fetchToken,
  fetchUserGrantOnBehalf,
  type QrcodeScene,
  refreshUserGrantOnBehalf,
  saveAuthorizerOption,
} from '@wxgate/wechat/api'
import { expect, test } from 'vitest'
import {
  bookshop,
  florist,
  miniProgram,
  platform,
  startPlatform,
  startReceiver,
  startTown,
  teahouse,
} from './library-town.ts'
import { openOnPhone, readOpenid } from './sdk-town.ts'

test('all followers are walked through page by page, and looked at in batches', async () => {
  const { sim, wire, token } = await startTown()
  for (const person of ['alice', 'emoji', 'grey']) await sim.follow(person, teahouse.appid)
  await sim.rules({ followersPerPage: 2 })
  const page = await fetchFollowerPage(wire, { token })
  expect([page.total, page.openids.length, page.next]).toEqual([5, 2, page.openids[1]])
  const openids: string[] = []
  for await (const openid of fetchAllOpenids((after) => fetchFollowerPage(wire, { token, after })))
    openids.push(openid)
  expect(new Set(openids).size).toBe(5)
  const stranger = await readOpenid(sim, 'xiaoming', bookshop.appid)
  await expect(fetchFollowers(wire, { token, openids: [stranger] })).rejects.toMatchObject({ errcode: 40003 })
  await sim.unfollow('grey', teahouse.appid)
  const people = await fetchFollowers(wire, { token, openids })
  expect(people.map(({ openid }) => openid)).toEqual(openids)
  expect(people.filter(({ subscribed }) => subscribed)).toHaveLength(4)
  expect(people[0]?.raw).toMatchObject({ tagid_list: [], remark: '' })
  expect(await fetchFollower(wire, { token, openid: openids[0] ?? '' })).toEqual(people[0])
})

test('an account without followers has a list that ends at once', async () => {
  const { wire } = await startTown()
  const { token } = await fetchToken(wire, { appid: florist, secret: '5ec00000000000000000000000000004' })
  const seen: string[] = []
  for await (const openid of fetchAllOpenids((after) => fetchFollowerPage(wire, { token, after })))
    seen.push(openid)
  expect(seen).toEqual([])
})

test('openids are carried over when an account has moved, and only then', async () => {
  const { sim, wire, token } = await startTown()
  const openid = await readOpenid(sim, 'lihua', bookshop.appid)
  const stranger = await readOpenid(sim, 'alice', bookshop.appid)
  const ask = () =>
    fetchMigratedOpenids(wire, { token, fromAppid: bookshop.appid, openids: [openid, stranger] })
  await expect(ask()).rejects.toMatchObject({ code: 'wire_errcode', errcode: 63178 })
  const migratedFrom = { appid: bookshop.appid, at: wire.now() }
  await sim.saveApplication({ appid: teahouse.appid, migratedFrom })
  expect(await ask()).toMatchObject([
    { oldOpenid: openid, newOpenid: await readOpenid(sim, 'lihua', teahouse.appid), message: 'ok' },
    { oldOpenid: stranger, newOpenid: undefined, message: 'ori_openid error' },
  ])
})

const scenes: [QrcodeScene, string][] = [
  [{ action: 'QR_STR_SCENE', sceneText: 'login-abc', expireSeconds: 600 }, 'login-abc'],
  [{ action: 'QR_SCENE', sceneId: 4_294_967_295, expireSeconds: 2_592_000 }, '4294967295'],
  [{ action: 'QR_LIMIT_SCENE', sceneId: 100_000 }, '100000'],
  [{ action: 'QR_LIMIT_STR_SCENE', sceneText: 'table 7' }, 'table 7'],
]

test.each(scenes)(
  '%j is scanned: a follow and a scan tell the scene, and its picture is there',
  async (scene, text) => {
    const { sim, wire, token } = await startTown()
    const heard = await startReceiver(sim, wire)
    const { ticket, url, expiresAt } = await createQrcode(wire, { token, scene })
    expect(expiresAt).toBe('expireSeconds' in scene ? wire.now() + scene.expireSeconds * 1000 : undefined)
    const picture = await fetch(buildQrcodePictureUrl(ticket, wire.origins))
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpg'])
    expect((await fetch(buildQrcodePictureUrl('another', wire.origins))).status).toBe(404)
    for (const person of ['alice', 'xiaoming']) await sim.scan({ person, url })
    expect(heard).toMatchObject([
      { kind: 'subscribe', scene: text, ticket },
      { kind: 'SCAN', scene: text, ticket },
    ])
    const openid = await readOpenid(sim, 'alice', teahouse.appid)
    expect((await fetchFollower(wire, { token, openid })).scene).toBe('ADD_SCENE_QR_CODE')
  },
)

test('a page is signed with a ticket, which stays the same', async () => {
  const { wire, token } = await startTown()
  const [first, second] = [await fetchTicket(wire, { token }), await fetchTicket(wire, { token })]
  expect(first.token.isSame(second.token)).toBe(true)
  expect(first.token.isSame((await fetchTicket(wire, { token, type: 'wx_card' })).token)).toBe(false)
  expect(first.expiresAt).toBe(wire.now() + 7_200_000)
  const signed = await signPage({ appid: teahouse.appid, ticket: first.token, url: 'http://localhost/a#b' })
  expect(signed.signature).toMatch(/^[0-9a-f]{40}$/)
})

test('quotas are told and cleared, ten times a month', async () => {
  const { wire, token } = await startTown()
  const path = '/cgi-bin/user/get'
  await fetchFollowerPage(wire, { token })
  expect(await fetchQuota(wire, { token, path })).toMatchObject({
    dailyLimit: 500,
    used: 1,
    remaining: 499,
    rateLimit: undefined,
  })
  expect((await fetchQuota(wire, { token, path: '/cgi-bin/stable_token' })).rateLimit).toEqual({
    callCount: 10_000,
    refreshSeconds: 60,
  })
  await expect(fetchQuota(wire, { token, path: '/sns/userinfo' })).rejects.toMatchObject({ errcode: 76022 })
  const { appid } = teahouse
  for (let clears = 0; clears < 9; clears += 1) await clearQuota(wire, { token, appid })
  expect((await fetchQuota(wire, { token, path })).used).toBe(0)
  await expect(clearQuota(wire, { token, appid: florist })).rejects.toMatchObject({ errcode: 40013 })
  await clearQuota(wire, { token, appid })
  await expect(clearQuota(wire, { token, appid })).rejects.toMatchObject({ errcode: 48006, kind: 'quota' })
  await expect(
    clearQuotaByComponent(wire, { ...platform, componentSecret: 'wrong', appid: bookshop.appid }),
  ).rejects.toMatchObject({ code: 'wire_errcode', kind: 'config' })
  await clearQuotaByComponent(wire, { ...platform, appid: bookshop.appid })
})

test('addresses are listed, and the message URL is looked at once there is one', async () => {
  const { sim, wire, token } = await startTown()
  expect(await fetchApiAddresses(wire, { token })).toEqual(['127.0.0.1'])
  expect(await fetchPushAddresses(wire, { token })).toEqual(['127.0.0.1'])
  await expect(fetchCallbackCheck(wire, { token })).rejects.toMatchObject({ errcode: 40201 })
  await sim.setPush({ appid: teahouse.appid, url: 'http://127.0.0.1:1/', verify: false })
  expect(await fetchCallbackCheck(wire, { token, operator: 'UNICOM' })).toMatchObject({
    dns: [{ address: '127.0.0.1', operator: 'UNICOM' }],
    ping: [{ address: '127.0.0.1', fromOperator: 'UNICOM', lossPercent: 0, timeMs: 0.1 }],
  })
  expect((await fetchCallbackCheck(wire, { token, action: 'ping' })).dns).toEqual([])
})

test('a mini program is opened by its own secret, and by a platform', async () => {
  const { sim, wire } = await startTown()
  const { appid } = miniProgram
  const openOnce = () => sim.openMiniprogram({ person: 'alice', appid })
  const code = await openOnce()
  const session = await fetchMiniProgramSession(wire, { ...miniProgram, code })
  expect(session.openid).toBe(await readOpenid(sim, 'alice', appid))
  expect(Buffer.from(session.sessionKey.reveal(), 'base64')).toHaveLength(16)
  await expect(fetchMiniProgramSession(wire, { ...miniProgram, code })).rejects.toMatchObject({
    errcode: 40163,
  })
  const by = await startPlatform(sim, wire)
  const ask = async () => fetchMiniProgramSessionOnBehalf(wire, { ...by, appid, code: await openOnce() })
  await expect(ask()).rejects.toMatchObject({ errcode: 61003, kind: 'reauthorizeAccount' })
  await sim.authorize({ component: by.componentAppid, appid })
  expect(await ask()).toMatchObject({ openid: session.openid, unionid: session.unionid })
})

test('an owner authorizes a platform, which reads and sets what it may and calls for the account', async () => {
  const { sim, wire } = await startTown()
  const by = await startPlatform(sim, wire)
  const invitation = await createPreAuthCode(wire, by)
  expect(invitation.expiresAt).toBe(wire.now() + 1_800_000)
  const authorizationCode = await sim.authorize({ component: by.componentAppid, appid: florist })
  const authorization = await fetchAuthorization(wire, { ...by, authorizationCode })
  expect(authorization).toMatchObject({ appid: florist, permissions: expect.arrayContaining([2, 4]) })
  await sim.rules({ authCodeReuse: 'refuse' })
  await expect(fetchAuthorization(wire, { ...by, authorizationCode })).rejects.toMatchObject({
    kind: 'reauthorizeAccount',
  })
  const refreshToken = authorization.tokens?.refreshToken ?? ''
  const { accessToken } = await fetchAuthorizerTokens(wire, { ...by, appid: florist, refreshToken })
  expect(accessToken.isSame(authorization.tokens?.accessToken ?? accessToken)).toBe(false)
  await sim.follow('alice', florist)
  expect((await fetchFollowerPage(wire, { token: accessToken })).openids).toEqual([
    await readOpenid(sim, 'alice', florist),
  ])
  const listed = await fetchAuthorizers(wire, by)
  expect([listed.total, listed.authorizers.map(({ appid }) => appid)]).toEqual([2, [bookshop.appid, florist]])
  expect(listed.authorizers[1]?.authorizedAt).toBe(Math.floor(wire.now() / 1000) * 1000)
  await expect(fetchAuthorizers(wire, { ...by, count: 501 })).rejects.toMatchObject({ errcode: 40170 })
  expect(await fetchAuthorizerInfo(wire, { ...by, appid: florist })).toMatchObject({
    appid: florist,
    name: '演示花店',
    originalId: 'gh_5a4db0c50004',
    miniProgram: false,
    permissions: authorization.permissions,
  })
  await sim.unauthorize(by.componentAppid, florist)
  await expect(fetchAuthorizerTokens(wire, { ...by, appid: florist, refreshToken })).rejects.toMatchObject({
    errcode: 61003,
  })
})

test('an option of an account is set and read by its platform', async () => {
  const { sim, wire } = await startTown()
  const by = { ...(await startPlatform(sim, wire)), appid: bookshop.appid }
  expect(await fetchAuthorizerOption(wire, { ...by, name: 'location_report' })).toMatchObject({ value: '0' })
  await saveAuthorizerOption(wire, { ...by, option: { name: 'location_report', value: '2' } })
  expect(await fetchAuthorizerOption(wire, { ...by, name: 'location_report' })).toMatchObject({
    name: 'location_report',
    value: '2',
    raw: { authorizer_appid: bookshop.appid },
  })
  const wrong = { name: 'voice_recognize', value: '2' as '1' } as const
  await expect(saveAuthorizerOption(wire, { ...by, option: wrong })).rejects.toMatchObject({ errcode: 61013 })
})

test('somebody signs in through a platform, and the grant is refreshed by it', async () => {
  const { sim, wire } = await startTown()
  const by = { ...(await startPlatform(sim, wire)), appid: bookshop.appid }
  const url = buildAuthorizeUrl({
    origins: wire.origins,
    appid: bookshop.appid,
    componentAppid: by.componentAppid,
    redirectUri: 'http://localhost/callback',
    scope: 'snsapi_userinfo',
    state: 'abc',
  })
  const { code } = await openOnPhone(sim, 'alice', url)
  const grant = await fetchUserGrantOnBehalf(wire, { ...by, code })
  expect(grant).toMatchObject({
    openid: await readOpenid(sim, 'alice', bookshop.appid),
    scopes: ['snsapi_userinfo'],
    snapshot: false,
    expiresAt: wire.now() + 7_200_000,
  })
  expect((await fetchProfile(wire, grant)).nickname).toBe('Alice')
  const refreshed = await refreshUserGrantOnBehalf(wire, { ...by, refreshToken: grant.refreshToken })
  expect(refreshed.openid).toBe(grant.openid)
  await expect(fetchUserGrantOnBehalf(wire, { ...by, code })).rejects.toMatchObject({ errcode: 40163 })
})
