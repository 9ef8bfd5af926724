import { createHmac } from 'node:crypto'

function derive(purpose: string, place: string, subject: string): string {
  const digest = createHmac('sha256', 'wxgate town')
    .update(`${purpose}\n${place}\n${subject}`)
    .digest('base64url')
  return digest.slice(0, 27)
}

/** The openid of a person (or of a virtual visitor) at one account: 28 characters, the same on every start. */
export function deriveOpenid(subject: string, appid: string): string {
  return `o${derive('openid', appid, subject)}`
}

/** The unionid of a person at one open-platform account: 28 characters, the same on every start. */
export function deriveUnionid(subject: string, openPlatform: string): string {
  return `o${derive('unionid', openPlatform, subject)}`
}

/** The 16 letters and digits in an account's `MP_verify` file name. */
export function deriveVerifyCode(appid: string): string {
  return derive('verify', 'domain', appid).replaceAll(/[-_]/g, '0').slice(0, 16)
}

/** The id of a message template: 43 characters, the same on every start. */
export function deriveTemplateId(appid: string, title: string): string {
  const digest = createHmac('sha512', 'wxgate town').update(`template\n${appid}\n${title}`)
  return digest.digest('base64url').slice(0, 43)
}

/** A person's number, without a country code: of a range that no operator gives out. */
export function derivePhoneNumber(personId: string): string {
  const digest = createHmac('sha512', 'wxgate town').update(`phone\n${personId}`).digest()
  return `1000${String(digest.readUInt32BE(0) % 10_000_000).padStart(7, '0')}`
}

/** The path part that names an avatar. It changes with the picture, so an old avatar URL dies as WeChat's do. */
export function deriveAvatarKey(subject: string, picture: string): string {
  return `Sim${derive('avatar', picture, subject)}`
}

/** The avatar of a virtual visitor; all of them are the same grey picture. */
export function deriveVirtualAvatarKey(subject: string): string {
  return `Vis${derive('avatar', 'virtual', subject)}`
}

/** Whether an avatar's path part is that of a virtual visitor. */
export function isVirtualAvatarKey(key: string): boolean {
  return /^Vis[\w-]{27}$/.test(key)
}

/** A word of a third-party platform that is the same on every start: a name, `@@@`, then base64url text. */
export function derivePlatformText(name: string, component: string, subject: string): string {
  const digest = createHmac('sha512', 'wxgate town').update(`${name}\n${component}\n${subject}`)
  return `${name}@@@${digest.digest('base64url').slice(0, 64)}`
}
