import { randomBytes } from 'node:crypto'
import { type Fault, type Faults, faultSchema, type Incident } from './fault.ts'
import type { Words } from './rules/rule.ts'
import type { Application } from './world/application.ts'
import type { Switches } from './world/switches.ts'
import type { World } from './world/world.ts'

/** A known incident that can be set with one word. */
export type Preset = {
  name: string
  /** What it does here. */
  does: Words
  /** What happened to somebody in reality. */
  incident: Words
}

type Changes = { faults: Fault[]; undo: () => void }
type Acting = Preset & { act: (world: World, application: Application) => Changes }

const UNTIL_REMOVED = 1_000_000
const nothing = () => {}

function buildErrcode(
  path: string,
  errcode: number,
  about: { appid?: string; times?: number; forSeconds?: number },
): Fault {
  return faultSchema.parse({ kind: 'errcode', path, errcode, times: UNTIL_REMOVED, ...about })
}

/** Sets a switch; undoing leaves it alone if somebody has set it to something else since. */
function turn<Name extends keyof Switches>(world: World, name: Name, value: Switches[Name]): Changes {
  const before = world.switches[name]
  world.switches[name] = value
  const undo = () => {
    if (world.switches[name] === value) world.switches[name] = before
  }
  return { faults: [], undo }
}

/** The newest token comes to belong to the other server, and all before it die although they are young. */
function fetchElsewhere(world: World, { appid }: Application): Changes {
  const now = world.clock.now()
  world.appTokens.supersede(appid, 'plain', now, world.appTokens.issue(appid, 'plain', now))
  return { faults: [], undo: nothing }
}

function resetSecret(application: Application): Changes {
  const before = application.secret
  const secret = randomBytes(16).toString('hex')
  application.secret = secret
  const undo = () => {
    if (application.secret === secret) application.secret = before
  }
  return { faults: [], undo }
}

/** An address that is on nobody's list; it is reserved for documents and belongs to no one. */
const STRANGE_ADDRESS = '203.0.113.9'

const PRESETS: readonly Acting[] = [
  {
    name: 'two-servers-refreshing',
    does: {
      en: 'Another server has just fetched cgi-bin/token twice: the token you keep answers 40001. Once; set it again for the next round. stable_token is not touched.',
      zh: '另一台服务器刚刚连续获取了 cgi-bin/token：你保存的令牌返回 40001。只发生一次，可再次设置。stable_token 不受影响。',
    },
    incident: {
      en: 'Two services share one account, each caches its own token, and they throw each other out.',
      zh: '两个服务共用一个公众号，各自缓存令牌，互相刷掉。',
    },
    act: fetchElsewhere,
  },
  {
    name: 'double-callback',
    does: {
      en: 'Phones load every callback twice with the same code (switch duplicateCallback).',
      zh: '手机会用同一个 code 加载两次回调（开关 duplicateCallback）。',
    },
    incident: {
      en: 'Android WeChat requests redirect_uri twice within a second; the second exchange gets 40163.',
      zh: '安卓微信一秒内请求两次 redirect_uri，第二次换取得到 40163。',
    },
    act: (world) => turn(world, 'duplicateCallback', 'same'),
  },
  {
    name: 'ticket-stopped',
    does: {
      en: 'No component_verify_ticket is pushed any more (switch ticketPush); those given live on for twelve hours.',
      zh: '不再推送 component_verify_ticket（开关 ticketPush）；已发出的仍有 12 小时有效期。',
    },
    incident: {
      en: 'After an expired certificate or a wrong answer a platform gets no tickets, and half a day later nothing works.',
      zh: '证书过期或应答错误之后，平台收不到 ticket，半天后全部失效。',
    },
    act: (world) => turn(world, 'ticketPush', false),
  },
  {
    name: 'ip-changed',
    does: {
      en: `Your calls seem to come from ${STRANGE_ADDRESS}, which is on no white list: 40164, for platforms 61004 (switch callerAddress).`,
      zh: `你的请求看似来自 ${STRANGE_ADDRESS}，不在任何白名单：40164，第三方平台为 61004（开关 callerAddress）。`,
    },
    incident: {
      en: 'The provider gave the server or its NAT another exit address overnight.',
      zh: '运营商一夜之间更换了服务器或 NAT 的出口 IP。',
    },
    act: (world) => turn(world, 'callerAddress', STRANGE_ADDRESS),
  },
  {
    name: 'code-reused',
    does: {
      en: 'The next exchange of a code answers 40163: somebody was faster.',
      zh: '下一次用 code 换取令牌返回 40163：code 已被先用掉。',
    },
    incident: {
      en: 'A proxy, a link preview or a second SDK exchanged the code before the application did.',
      zh: '代理、链接预览或另一个 SDK 抢先使用了 code。',
    },
    act: (_world, { appid }) => ({
      faults: [buildErrcode('/sns/oauth2/access_token', 40163, { appid, times: 1 })],
      undo: nothing,
    }),
  },
  {
    name: 'quota-reached',
    does: {
      en: 'Every /cgi-bin call of the account answers 45009 until the preset is removed.',
      zh: '该账号的所有 /cgi-bin 接口返回 45009，直到移除此故障。',
    },
    incident: {
      en: 'A loop without a cache used up the 2,000 token calls of the day before breakfast.',
      zh: '没有缓存的循环在早餐前用完了当天 2000 次获取令牌的额度。',
    },
    act: (_world, { appid }) => ({ faults: [buildErrcode('/cgi-bin/*', 45009, { appid })], undo: nothing }),
  },
  {
    name: 'half-an-hour-of-minus-one',
    does: {
      en: 'All calls of the API answer -1 for 1,800 simulated seconds.',
      zh: '所有接口在 1800 秒（模拟时间）内返回 -1。',
    },
    incident: {
      en: 'On 2022-09-18 developers saw -1 “system error” for half an hour, then everything was well.',
      zh: '2022-09-18 开发者连续半小时收到 -1 系统繁忙，随后恢复。',
    },
    act: () => ({
      faults: ['/cgi-bin/*', '/sns/*'].map((path) => buildErrcode(path, -1, { forSeconds: 1_800 })),
      undo: nothing,
    }),
  },
  {
    name: 'secret-reset',
    does: {
      en: 'The account has another AppSecret: the one you know answers 40125. GET /__sim/state shows the new one.',
      zh: '账号的 AppSecret 已更换：原来的返回 40125。新值见 GET /__sim/state。',
    },
    incident: {
      en: 'An administrator pressed “reset” in the console to read a secret that is never shown again.',
      zh: '管理员为了查看不再显示的 AppSecret，在后台点了“重置”。',
    },
    act: (_world, application) => resetSecret(application),
  },
]

/** Every incident that can be set, with what it does and stands for. */
export function listPresets(): Preset[] {
  return PRESETS.map(({ name, does, incident }) => ({ name, does, incident }))
}

/** Sets an incident for an account; undefined when there is none of this name. */
export function startIncident(
  world: World,
  faults: Faults,
  name: string,
  application: Application,
): Incident | undefined {
  const preset = PRESETS.find((each) => each.name === name)
  if (!preset) return undefined
  const changes = preset.act(world, application)
  return faults.addIncident(name, changes.faults, changes.undo)
}
