import { expect, test } from 'vitest'
import { readIdentity, readWeChatMessage } from './event.ts'
import { readXml, type WritableFields, writeXml } from './xml.ts'

function read(fields: WritableFields) {
  const person = { ToUserName: 'gh_1', FromUserName: 'o1', CreateTime: 1_782_864_000 }
  return readWeChatMessage(readXml(writeXml({ ...person, ...fields })))
}

const event = (name: string, fields: WritableFields = {}) =>
  read({ MsgType: 'event', Event: name, ...fields })

test('each kind of event has its own fields', () => {
  expect(event('subscribe', { EventKey: '' })).toMatchObject({ kind: 'subscribe', scene: undefined })
  expect(event('subscribe', { EventKey: 'qrscene_a', Ticket: 't' })).toMatchObject({
    scene: 'a',
    ticket: 't',
  })
  expect(event('unsubscribe', { EventKey: '' })).toMatchObject({ kind: 'unsubscribe', fromUserName: 'o1' })
  expect(event('SCAN', { EventKey: 'a', Ticket: 't' })).toMatchObject({
    kind: 'SCAN',
    scene: 'a',
    ticket: 't',
  })
  expect(event('CLICK', { EventKey: 'k' })).toMatchObject({ kind: 'CLICK', eventKey: 'k' })
  expect(event('VIEW', { EventKey: 'https://a' })).toMatchObject({ kind: 'VIEW', eventKey: 'https://a' })
  expect(event('LOCATION', { Latitude: '23.1', Longitude: '113.3', Precision: '119' })).toMatchObject({
    latitude: 23.1,
    longitude: 113.3,
    precision: 119,
  })
  expect(event('user_info_modified', { OpenID: 'o2', AppID: 'wx1' })).toMatchObject({
    openid: 'o2',
    appid: 'wx1',
  })
  expect(event('user_authorization_revoke', { OpenID: 'o2', RevokeInfo: '205' })).toMatchObject({
    openid: 'o2',
    revokeInfo: '205',
    forget: true,
  })
  expect(event('user_authorization_cancellation', { OpenID: 'o2' })).toMatchObject({ openid: 'o2' })
  expect(event('view_miniprogram', { MenuId: 7 })).toMatchObject({ kind: 'event', raw: { MenuId: '7' } })
  expect(read({ MsgType: 'image', MsgId: 1, PicUrl: 'u' })).toMatchObject({
    kind: 'message',
    msgType: 'image',
  })
})

test('events of a platform have theirs', () => {
  const about = { AppId: 'wx1', AuthorizerAppid: 'wx2' }
  expect(
    read({ ...about, InfoType: 'component_verify_ticket', ComponentVerifyTicket: 'ticket@@@a' }),
  ).toMatchObject({
    kind: 'component_verify_ticket',
    componentAppid: 'wx1',
    ticket: 'ticket@@@a',
  })
  for (const kind of ['authorized', 'updateauthorized']) {
    const granted = read({ ...about, InfoType: kind, AuthorizationCode: 'c', PreAuthCode: 'p' })
    expect(granted).toMatchObject({ kind, authorizerAppid: 'wx2', authorizationCode: 'c', preAuthCode: 'p' })
  }
  expect(read({ ...about, InfoType: 'unauthorized' })).toMatchObject({ authorizerAppid: 'wx2' })
  expect(read({ ...about, InfoType: 'new' })).toMatchObject({ kind: 'info', infoType: 'new' })
})

const refused = expect.objectContaining({ code: 'message_xml' })

test('a withdrawal that names no person is refused, and never laid on the service that pushes it', () => {
  for (const name of ['user_authorization_revoke', 'user_authorization_cancellation']) {
    expect(() => event(name, { RevokeInfo: '205' })).toThrow(refused)
    expect(() => event(name, { OpenID: '', RevokeInfo: '205' })).toThrow(refused)
  }
  expect(event('user_info_modified')).toMatchObject({ kind: 'user_info_modified', openid: undefined })
})

test.each([
  ['205', true],
  ['301', true],
  ['6', true],
  ['19', true],
  ['20', true],
  ['1', true],
  ['999', true],
  ['', true],
  [undefined, true],
  ['201', false],
  ['206', false],
  ['8', false],
  ['13', false],
])('a withdrawal of %j asks for the profile to be forgotten: %s', (revokeInfo, forget) => {
  const told = revokeInfo === undefined ? {} : { RevokeInfo: revokeInfo }
  expect(event('user_authorization_revoke', { OpenID: 'o2', ...told })).toMatchObject({ forget })
})

test('a message without what its kind always has is refused', () => {
  expect(() => event('SCAN')).toThrow(refused)
  expect(() => read({ AppId: 'wx1', InfoType: 'component_verify_ticket' })).toThrow(refused)
  expect(() => read({ MsgType: 'text', Content: 'a' })).toThrow(refused)
  expect(() => read({ MsgType: '' })).toThrow(refused)
})

test('a repetition has the same identity, and no two messages share one', () => {
  const about = { AppId: 'wx1', AuthorizerAppid: 'wx2', InfoType: 'unauthorized' }
  const build = () => [
    read({ MsgType: 'text', Content: 'a', MsgId: 1 }),
    read({ MsgType: 'text', Content: 'a', MsgId: 2 }),
    event('CLICK', { EventKey: 'a' }),
    event('CLICK', { EventKey: 'b' }),
    event('CLICK', { EventKey: 'b', CreateTime: 1_782_864_001 }),
    event('CLICK', { EventKey: 'b', FromUserName: 'o2' }),
    event('VIEW', { EventKey: 'b' }),
    event('TEMPLATESENDJOBFINISH', { MsgID: 1 }),
    event('TEMPLATESENDJOBFINISH', { MsgID: 2 }),
    read(about),
    read({ ...about, AuthorizerAppid: 'wx3' }),
    read({ ...about, CreateTime: 1_782_864_001 }),
  ]
  const identities = build().map(readIdentity)
  expect(new Set(identities).size).toBe(identities.length)
  expect(build().map(readIdentity)).toEqual(identities)
})

test('two people who take back their consent in the same second are two events', () => {
  const revoke = (OpenID: string, RevokeInfo = '205') =>
    readIdentity(
      event('user_authorization_revoke', { FromUserName: 'service', OpenID, AppID: 'wx1', RevokeInfo }),
    )
  expect(revoke('o1')).toBe(revoke('o1'))
  expect(revoke('o1')).not.toBe(revoke('o2'))
  expect(revoke('o1')).not.toBe(revoke('o1', '206'))
})
