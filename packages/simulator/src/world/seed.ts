import { type Application, type Component, TOWN_APPID_PREFIX } from './application.ts'
import type { ConsoleReplies } from './menu.ts'
import type { Person } from './person.ts'

const PUSH = { token: 'wxgatetoken', encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890' }
/** The sets of official accounts and mini programs that have to do with signing in and talking. */
const PERMISSION_SETS = [1, 2, 3, 4, 7, 11, 15, 17, 18, 19, 20, 24, 25, 30]

const BASE = { verified: true, openPlatform: null, webDomains: ['localhost', '127.0.0.1'], ipWhiteList: [] }

type Sketch = Pick<Application, 'kind' | 'name' | 'nameEn'> & Partial<Application>

/** A verified service account with what a new one has, changed as the sketch says. */
export function buildApplication(number: string, sketch: Sketch): Application {
  return {
    ...BASE,
    webDomains: [...BASE.webDomains],
    ipWhiteList: [],
    ...PUSH,
    pushUrl: null,
    pushMode: 'safe',
    appid: `${TOWN_APPID_PREFIX}${number.padStart(8, '0')}`,
    secret: `5ec${number.padStart(29, '0')}`,
    migratedFrom: null,
    originalId: `gh_5a4db0c5${number.padStart(4, '0')}`,
    ...sketch,
  }
}

/** The accounts a new simulator holds; a fresh copy each time. */
export function seedApplications(): Application[] {
  return [
    buildApplication('1', { kind: 'service', name: '演示茶馆', nameEn: 'Demo Teahouse', openPlatform: 'A' }),
    buildApplication('2', { kind: 'service', name: '演示书店', nameEn: 'Demo Bookshop', openPlatform: 'A' }),
    buildApplication('3', { kind: 'test', name: '测试号', nameEn: 'Test Account' }),
    buildApplication('4', { kind: 'service', name: '演示花店', nameEn: 'Demo Florist' }),
    buildApplication('5', { kind: 'website', name: '演示网站', nameEn: 'Demo Website', openPlatform: 'A' }),
    buildApplication('6', { kind: 'subscription', name: '演示日报', nameEn: 'Demo Daily', verified: false }),
    buildApplication('7', {
      kind: 'miniprogram',
      name: '演示小程序',
      nameEn: 'Demo Mini Program',
      openPlatform: 'A',
    }),
  ]
}

/** A platform with what a new one has. */
export function buildComponent(number: string): Component {
  return {
    appid: `${TOWN_APPID_PREFIX}${number.padStart(8, '0')}`,
    secret: `5ec${number.padStart(29, '0')}`,
    kind: 'platform',
    name: '演示平台',
    nameEn: 'Demo Platform',
    launchDomain: 'localhost',
    webDomains: [...BASE.webDomains],
    ipWhiteList: [],
    permissionSets: [...PERMISSION_SETS],
    ...PUSH,
    eventUrl: null,
    messageUrl: null,
  }
}

/** The third-party platforms a new simulator holds. */
export function seedComponents(): Component[] {
  return [buildComponent('c1')]
}

/** Which accounts have authorized which platform from the start, with which sets. */
export function seedAuthorizations(): { component: string; appid: string; permissionSets: number[] }[] {
  return seedComponents().map(({ appid }) => ({
    component: appid,
    appid: `${TOWN_APPID_PREFIX}00000002`,
    permissionSets: [1, 2, 3, 4, 7, 11, 15, 24],
  }))
}

/** Menus and automatic replies set in the console, by appid. */
export function seedConsoleReplies(): Map<string, ConsoleReplies> {
  const teahouse: ConsoleReplies = {
    menu: [
      { type: 'text', name: '今日茶单', value: '今日茶单：龙井、普洱、铁观音。' },
      { type: 'view', name: '登录', url: 'http://localhost:4402/' },
    ],
    welcome: '欢迎来到演示茶馆！',
    answer: null,
  }
  return new Map([[`${TOWN_APPID_PREFIX}00000001`, teahouse]])
}

/** Emoji of several code points, markup, an override that turns text around, and Hebrew. */
const HARD_NICKNAME = '🍵👩‍👩‍👧‍👦 <b>Tea & "Co"</b> \u202Erotsac\u202C \u200Fשלום\u200E'

/** The people a new simulator holds and the numbers of the accounts they follow. */
export function seedPeople(): { person: Person; follows: string[] }[] {
  const build = (id: string, nickname: string, avatar: string | null): Person => ({
    id,
    nickname,
    avatar,
    hasUnionid: true,
  })
  return [
    { person: build('xiaoming', '小明', 'green'), follows: ['1'] },
    { person: build('alice', 'Alice', 'rose'), follows: [] },
    { person: build('lihua', '李华', 'blue'), follows: ['1', '2', '3'] },
    { person: build('emoji', HARD_NICKNAME, 'amber'), follows: [] },
    { person: build('grey', '微信用户', null), follows: [] },
  ].map(({ person, follows }) => ({
    person,
    follows: follows.map((number) => `${TOWN_APPID_PREFIX}${number.padStart(8, '0')}`),
  }))
}
