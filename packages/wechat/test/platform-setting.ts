import type { PlatformMessage } from '../src/message/event.ts'
import { createPlatform, type Platform } from '../src/platform/platform.ts'
import { createMemoryStore } from '../src/store/memory.ts'
import { openTinyWeChat } from './tiny-wechat.ts'

const componentAppid = 'wx5a4db0c5000000c1'
const appid = 'wx5a4db0c500000002'

type Answers = Record<string, (body: Record<string, string>) => unknown>

/** A platform with a ticket, one account, and everything around it. */
export interface PlatformSetting {
  platform: Platform
  /** Another process of the same platform, on the same store. */
  another: () => Platform
  appid: string
  /** A push about the account, `afterMs` from now by WeChat's clock. */
  tell: (kind: 'authorized' | 'unauthorized', afterMs?: number, authorizationCode?: string) => PlatformMessage
  advance: (ms: number) => void
}

/** Authorization codes give tokens named after them; `answers` are by the last part of the path. */
export async function openPlatform(answers: Answers): Promise<PlatformSetting> {
  let clock = 1_782_864_000_000
  const now = () => {
    clock += 1
    return clock
  }
  const all: Answers = {
    api_component_token: () => ({ component_access_token: 'component-token', expires_in: 7200 }),
    api_query_auth: ({ authorization_code: code = '' }) => buildAuthorization(code),
    ...answers,
  }
  const answer = ({ path, body }: { path: string; body: string }) =>
    all[path.replace('/cgi-bin/component/', '')]?.(JSON.parse(body)) ?? { errcode: -1, errmsg: 'no' }
  const { wire } = await openTinyWeChat(answer, { now })
  const store = createMemoryStore({ now })
  const ticket = JSON.stringify({ ticket: 'ticket@@@one', createdAt: clock })
  await store.save('component-ticket', componentAppid, ticket, { expiresAt: clock + 43_200_000 })
  const another = () =>
    createPlatform({ wire, store, componentAppid, componentSecret: '5ec'.padEnd(32, '0') })
  return {
    platform: another(),
    another,
    appid,
    tell(kind, afterMs = 0, authorizationCode = 'pushed') {
      const head = { componentAppid, createdAt: clock + afterMs, raw: {}, authorizerAppid: appid }
      if (kind === 'unauthorized') return { ...head, kind }
      return {
        ...head,
        kind,
        authorizationCode,
        preAuthCode: undefined,
        authorizationCodeExpiredTime: undefined,
      }
    },
    advance: (ms) => {
      clock += ms
    },
  }
}

/** What WeChat answers to a code. */
export function buildAuthorization(code: string, tokens = true) {
  return {
    authorization_info: {
      authorizer_appid: appid,
      ...(tokens && {
        authorizer_access_token: `access-${code}`,
        expires_in: 7200,
        authorizer_refresh_token: `refresh-${code}`,
      }),
      func_info: [{ funcscope_category: { id: 4 } }],
    },
  }
}
