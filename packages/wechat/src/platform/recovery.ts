import { fetchAuthorizers, type ListedAuthorizer } from '../api/authorizer.ts'
import { locate, type PlatformContext } from './context.ts'
import { changeRecord } from './record.ts'

const pageSize = 500
// WeChat counts 500 a page; a list that never ends must not hold us for ever.
const mostPages = 200

/** Goes through WeChat's list of accounts, and keeps the refresh tokens that are missing here: see `Platform.recover`. */
export async function recoverAuthorizers(context: PlatformContext): Promise<readonly string[]> {
  const recovered: string[] = []
  for (let page = 0; page < mostPages; page += 1) {
    const options = { offset: page * pageSize, count: pageSize }
    const { total, authorizers } = await context.call((by) =>
      fetchAuthorizers(context.wire, { ...by, ...options }),
    )
    for (const listed of authorizers) if (await recoverOne(context, listed)) recovered.push(listed.appid)
    if (authorizers.length === 0 || options.offset + authorizers.length >= total) break
  }
  return recovered
}

function recoverOne(context: PlatformContext, listed: ListedAuthorizer): Promise<boolean> {
  const { appid, refreshToken } = listed
  const now = context.wire.now()
  return changeRecord(locate(context, appid), now, (record) => {
    const isKept = record !== undefined && record.withdrawnAt === undefined && record.refreshTokens.length > 0
    if (refreshToken === undefined || isKept) return undefined
    const { permissions = [] } = record ?? {}
    const { authorizedAt = now } = listed
    return { refreshTokens: [refreshToken], permissions, authorizedAt, withdrawnAt: undefined }
  })
}
