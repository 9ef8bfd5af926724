import { type Application, type Component, TOWN_APPID_PREFIX } from './application.ts'
import type { ConsoleReplies } from './menu.ts'
import { buildSwitches } from './switches.ts'
import type { Seed } from './town-schema.ts'

const PUSH = { token: 'wxgatetoken', encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890' }
/** The sets of official accounts and mini programs that have to do with signing in and talking. */
const PERMISSION_SETS = [1, 2, 3, 4, 7, 11, 15, 17, 18, 19, 20, 24, 25, 30]

const BASE = {
  verified: true,
  openPlatform: null,
  webDomains: ['localhost', '127.0.0.1'],
  requireHttps: false,
  ipWhiteList: [],
}

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

function seedApplications(): Application[] {
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

const TEAHOUSE_REPLIES: ConsoleReplies = {
  menu: [
    { type: 'text', name: '今日茶单', value: '今日茶单：龙井、普洱、铁观音。' },
    { type: 'view', name: '登录', url: 'http://localhost:4402/' },
  ],
  welcome: '欢迎来到演示茶馆！',
  answer: null,
  keywords: [
    { name: '营业时间', words: [{ word: '几点', match: 'contain' }], answers: ['每天九点到二十一点。'] },
  ],
}

/** Emoji of several code points, markup, an override that turns text around, and Hebrew. */
const HARD_NICKNAME = '🍵👩‍👩‍👧‍👦 <b>Tea & "Co"</b> \u202Erotsac\u202C \u200Fשלום\u200E'

function buildPerson(
  id: string,
  nickname: string,
  avatar: string | null,
  follows: string[] = [],
): Seed['people'][number] {
  const followed = follows.map((number) => ({
    appid: `${TOWN_APPID_PREFIX}${number.padStart(8, '0')}`,
    scene: 'ADD_SCENE_SEARCH',
  }))
  return { id, nickname, avatar, hasUnionid: true, follows: followed }
}

/** The demo town that a new simulator holds; a fresh copy each time. */
export function seedTown(): Seed {
  return {
    applications: seedApplications(),
    components: [buildComponent('c1')],
    people: [
      buildPerson('xiaoming', '小明', 'green', ['1']),
      buildPerson('alice', 'Alice', 'rose'),
      buildPerson('lihua', '李华', 'blue', ['1', '2', '3']),
      buildPerson('emoji', HARD_NICKNAME, 'amber'),
      buildPerson('grey', '微信用户', null),
    ],
    authorizations: [
      {
        component: `${TOWN_APPID_PREFIX}000000c1`,
        appid: `${TOWN_APPID_PREFIX}00000002`,
        permissionSets: [1, 2, 3, 4, 7, 11, 15, 24],
      },
    ],
    consoleReplies: { [`${TOWN_APPID_PREFIX}00000001`]: TEAHOUSE_REPLIES },
    rules: buildSwitches(),
  }
}
