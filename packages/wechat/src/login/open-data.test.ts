import { createCipheriv, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { hide } from '../secret.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createAccount } from './account.ts'
import { decryptOpenData, isOpenDataSigned } from './open-data.ts'

// WeChat's documentation, mini programs, open-ability/signature: its own examples.
const signed = {
  sessionKey: 'HyVFkGl5F5OQWJZZaNzBBg==',
  rawData:
    '{"nickName":"Band","gender":1,"language":"zh_CN","city":"Guangzhou","province":"Guangdong","country":"CN","avatarUrl":"http://wx.qlogo.cn/mmopen/vi_32/1vZvI39NWFQ9XM4LtQpFrQJ1xlgZxx3w7bQxKARol6503Iuswjjn6nIGBiaycAjAtpujxyzYsrztuuICqIM5ibXQ/0"}',
  signature: '75e81ceda165f4ffa64f4068af58c64b8f54b88c',
}
const demo = {
  sessionKey: 'tiihtNczf5v6AKRyjwEUhQ==',
  iv: 'r7BXXKkLb8qrSNn05n0qiA==',
  encryptedData:
    'CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC+oNPdbB+3hVbJSRgv+4lGOETKUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnEtpyxVLW1zAo6/1Xx1COxFvrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8xz+W//FRAUid1OksQaQx4CMs8LOddcQhULW4ucetDf96JcR3g0gfRK4PC7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB6Y5anaHqZ9J6nKEBvB4DnNLIVWSgARns/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJdNiKdYmYVoKlaRv85IfVunYzO0IKXsyl7JCUjCpoG20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOyuxINew==',
}
const appid = 'wx4f4bc4dec97d474b'

/** As WeChat encrypts, by Node.js' own cipher. */
function encrypt(data: unknown, sessionKey = demo.sessionKey) {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), iv)
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  const encryptedData = Buffer.concat([cipher.update(text), cipher.final()]).toString('base64')
  return { sessionKey, iv: iv.toString('base64'), encryptedData }
}

test('the example of the documentation opens', async () => {
  expect(await decryptOpenData(appid, demo)).toMatchObject({
    openId: 'oGZUI0egBJY1zhBYw2KhdUfwVJJE',
    unionId: 'ocMvos6NjeKLIBqg5Mr9QjxrP1FA',
    watermark: { appid, timestamp: 1_477_314_187 },
  })
})

test('the example of the documentation is signed, and nothing near it is', async () => {
  expect(await isOpenDataSigned(signed)).toBe(true)
  expect(await isOpenDataSigned({ ...signed, sessionKey: hide(signed.sessionKey, 'session key') })).toBe(true)
  for (const other of [
    { rawData: `${signed.rawData} ` },
    { sessionKey: demo.sessionKey },
    { signature: signed.signature.toUpperCase() },
    { signature: '' },
    { signature: undefined as never },
    { rawData: undefined as never },
  ])
    expect(await isOpenDataSigned({ ...signed, ...other })).toBe(false)
})

test('an account opens data of its own mini program alone', async () => {
  const options = { store: createMemoryStore(), secret: 'x' }
  const data = encrypt({ phoneNumber: '13800000000', watermark: { appid, timestamp: 1 } })
  const ours = createAccount({ ...options, appid })
  expect(await ours.decryptOpenData(data)).toMatchObject({ phoneNumber: '13800000000' })
  const other = createAccount({ ...options, appid: 'wx5a4db0c500000007' })
  await expect(other.decryptOpenData(data)).rejects.toMatchObject({ code: 'login_appid_mismatch' })
})

const whole = encrypt({ watermark: { appid, timestamp: 1 } })

test.each<[string, object]>([
  ['another session key', { sessionKey: signed.sessionKey }],
  ['a session key that is none', { sessionKey: 'short' }],
  ['an iv of another length', { iv: 'AAAA' }],
  ['an iv that is no base64', { iv: '%%%' }],
  ['no data', { encryptedData: '' }],
  ['data that is missing', { encryptedData: undefined }],
  ['data that breaks off', { encryptedData: whole.encryptedData.slice(0, 20) }],
  ['text that is no JSON', encrypt('no JSON')],
  ['a list', encrypt([1])],
  ['no watermark', encrypt({ phoneNumber: '1' })],
  ['a watermark without an appid', encrypt({ watermark: { timestamp: 1 } })],
])('%s is login_data_unreadable', async (_, other) => {
  const error = await decryptOpenData(appid, { ...whole, ...other }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ name: 'WeChatError', code: 'login_data_unreadable', retryable: false })
  expect(error).not.toHaveProperty('cause')
})

test.each([86, '86'])('a phone number comes with its country code as a text, also from %j', async (code) => {
  const { wire, calls } = await openTinyWeChat(({ path }) =>
    path === '/cgi-bin/stable_token'
      ? { access_token: 't', expires_in: 7200 }
      : {
          errcode: 0,
          phone_info: {
            phoneNumber: '13800000000',
            purePhoneNumber: '13800000000',
            countryCode: code,
            watermark: { timestamp: 1, appid },
          },
        },
  )
  const account = createAccount({ wire, store: createMemoryStore(), appid, secret: 'x' })
  expect(await account.fetchPhoneNumber('c0de')).toMatchObject({
    phoneNumber: '13800000000',
    purePhoneNumber: '13800000000',
    countryCode: '86',
    appid,
  })
  expect(calls.at(-1)).toMatchObject({
    method: 'POST',
    path: '/wxa/business/getuserphonenumber',
    body: '{"code":"c0de"}',
  })
  await account.fetchPhoneNumber('c0de', 'o1')
  expect(calls.at(-1)?.body).toBe('{"code":"c0de","openid":"o1"}')
})
