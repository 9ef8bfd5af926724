import { derivePlatformText } from './identity.ts'

/** That an account lets a third-party platform act for it. */
export type Authorization = {
  component: string
  appid: string
  /** Lives as long as the grant; withdrawing and granting again changes it. */
  refreshToken: string
  /** Permission sets granted, WeChat's numbers, ascending. */
  permissionSets: number[]
  /** Milliseconds since 1970. */
  grantedAt: number
  /** Whether `api_query_auth` was called since the grant. */
  queried: boolean
  options: Map<string, string>
}

export type Authorizations = {
  find(component: string, appid: string): Authorization | undefined
  /** Those of a platform in the order of granting. */
  of(component: string): Authorization[]
  /** Grants, or changes the sets of a grant that stands; tells what changed. */
  grant(
    component: string,
    appid: string,
    permissionSets: number[],
    nowMs: number,
  ): { authorization: Authorization; change: 'new' | 'sets' | 'none' }
  /** Ends the grant; false when there was none. */
  withdraw(component: string, appid: string): boolean
}

const OPTIONS = [
  ['location_report', '0'],
  ['voice_recognize', '0'],
  ['customer_service', '0'],
] as const

/** No account has authorized any platform yet. */
export function createAuthorizations(): Authorizations {
  const grants = new Map<string, Authorization>()
  const counts = new Map<string, number>()

  const create = (component: string, appid: string, permissionSets: number[], grantedAt: number) => {
    const key = `${component} ${appid}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    const refreshToken = derivePlatformText('refreshtoken', component, `${appid} ${count}`)
    const options = new Map<string, string>(OPTIONS)
    const grant = { component, appid, refreshToken, permissionSets, grantedAt, queried: false, options }
    grants.set(key, grant)
    return grant
  }
  return {
    find: (component, appid) => grants.get(`${component} ${appid}`),
    of: (component) => [...grants.values()].filter((grant) => grant.component === component),
    grant(component, appid, wanted, nowMs) {
      const permissionSets = wanted.toSorted((a, b) => a - b)
      const known = grants.get(`${component} ${appid}`)
      if (!known) return { authorization: create(component, appid, permissionSets, nowMs), change: 'new' }
      const isSame = known.permissionSets.join() === permissionSets.join()
      known.permissionSets = permissionSets
      return { authorization: known, change: isSame ? 'none' : 'sets' }
    },
    withdraw: (component, appid) => grants.delete(`${component} ${appid}`),
  }
}
