import { type Profile, WeChatError } from '@wxgate/wechat'
import { identifyInApp } from '@wxgate/wechat/login'
import type { Context } from '../context.ts'
import type { Application } from '../record/application.ts'

/** The person who uses a program. */
export interface AppIdentity {
  openid: string
  unionid: string | undefined
  profile: Profile | undefined
}

interface Bringing {
  application: Application
  code: string
}

/**
 * Exchanges the code of a mini program or of a mobile application, once more where the connection broke: WeChat may or
 * may not have used up the code, and once more tells. Undefined for a snapshot, which is nobody.
 */
export async function identifyByCode(context: Context, bringing: Bringing): Promise<AppIdentity | undefined> {
  try {
    return await exchange(context, bringing)
  } catch (error) {
    if (error instanceof WeChatError && error.code === 'wire_unreachable')
      return await exchange(context, bringing)
    throw error
  }
}

async function exchange(context: Context, { application, code }: Bringing): Promise<AppIdentity | undefined> {
  const account = context.account(application)
  if (application.kind === 'miniprogram') {
    const { openid, unionid } = await account.fetchMiniProgramSession(code)
    return { openid, unionid, profile: undefined }
  }
  const identity = await identifyInApp(account, { code })
  if (identity.kind === 'snapshot') return undefined
  const { openid, unionid } = identity
  return { openid, unionid, profile: identity.kind === 'profile' ? identity.profile : undefined }
}
