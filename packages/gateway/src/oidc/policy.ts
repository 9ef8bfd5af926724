import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { Context } from '../context.ts'
import type { Login } from '../login/login.ts'
import { isSatisfied } from '../login/need.ts'
import { findOwnSession } from './session.ts'

const { base, Check } = interactionPolicy

/** oidc-provider's own policy, and one more question: does the session give this client what it asks for? */
export function buildPolicy(login: Login): interactionPolicy.DefaultPolicy {
  const policy = base()
  policy
    .get('login')
    ?.checks.add(
      new Check(
        'wechat_account',
        'another WeChat account or the profile is needed',
        'login_required',
        async (ctx) => !(await isEnough(login, ctx)),
      ),
    )
  return policy
}

async function isEnough(login: Login, ctx: KoaContextWithOIDC): Promise<boolean> {
  const { context } = login
  const wish = await readWish(context, ctx.oidc.params ?? {})
  const found = await findOwnSession(login, ctx)
  return wish !== undefined && found !== undefined && isSatisfied(context, found.session, wish)
}

/** Which account a request is about, and whether it wants the profile. */
export async function readWish(
  { clients }: Pick<Context, 'clients'>,
  params: Readonly<Record<string, unknown>>,
): Promise<{ client: string; appid: string; wantsProfile: boolean } | undefined> {
  const client = await clients.find(String(params.client_id))
  const appid = typeof params.application === 'string' ? params.application : client?.appids[0]
  if (!client || appid === undefined || !client.appids.includes(appid)) return undefined
  const scopes = String(params.scope ?? '').split(' ')
  return { client: client.id, appid, wantsProfile: scopes.includes('profile') }
}
