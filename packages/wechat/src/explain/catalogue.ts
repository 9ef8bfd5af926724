import type { ErrcodeKind } from '../error.ts'
import { errcodes, pageCodes } from '../wire/errcode.ts'
import { errmsgs } from './errmsg.ts'
import { addressProse } from './prose/address.ts'
import { credentialProse } from './prose/credential.ts'
import { pageCodeProse } from './prose/page-code.ts'
import { pageTextProse } from './prose/page-text.ts'
import { permissionProse } from './prose/permission.ts'
import { platformProse } from './prose/platform.ts'
import { platformCredentialProse } from './prose/platform-credential.ts'
import { quotaProse } from './prose/quota.ts'
import { requestProse } from './prose/request.ts'
import { requestFieldProse } from './prose/request-field.ts'
import { tokenProse } from './prose/token.ts'
import { visitorProse } from './prose/visitor.ts'
import { visitorCodeProse } from './prose/visitor-code.ts'
import type { Language, Prose, ProseTable } from './prose.ts'

/** One thing that WeChat says, with what is to be said about it. */
export interface CatalogueEntry {
  /** WeChat's number; undefined for a page's text that carries none. */
  code: number | undefined
  /** WeChat's own words. */
  words: string
  /** Who has to act. */
  kind: ErrcodeKind
  prose: Readonly<Record<Language, Prose>>
}

/** Entries that belong together, under one heading. */
export interface CatalogueFamily {
  name: Readonly<Record<Language, string>>
  entries: readonly CatalogueEntry[]
}

const families: readonly (readonly [en: string, zh: string, ...tables: ProseTable[]])[] = [
  ['Tokens and secrets', '令牌与密钥', tokenProse, credentialProse],
  ['Sign-in and the visitor', '登录与访客', visitorCodeProse, visitorProse],
  ['Addresses and white lists', '出口 IP 与白名单', addressProse],
  ['Busy, and allowances', '繁忙与额度', quotaProse],
  ['Rights and bindings', '权限与绑定', permissionProse],
  ['Third-party platforms', '第三方平台', platformProse, platformCredentialProse],
  ['The request itself', '请求本身', requestProse, requestFieldProse],
  ["Numbers on WeChat's authorize page", '微信授权页上的数字', pageCodeProse],
  ['Page texts without a number', '没有数字的页面文字', pageTextProse],
]

const pageKinds: Readonly<Record<string, ErrcodeKind>> = {
  10009: 'retryLater',
  10015: 'reauthorizeAccount',
  请在微信客户端打开链接: 'reauthorizeUser',
  'key expired': 'reauthorizeUser',
  微信登录失败: 'unknown',
}

const wordsByCode: ReadonlyMap<string, string> = new Map([
  ...[...errmsgs].map(([errcode, errmsg]) => [String(errcode), errmsg] as const),
  ...pageCodes.map(({ code, text }) => [String(code), text] as const),
])
const kindByCode: ReadonlyMap<string, ErrcodeKind> = new Map(
  errcodes.map(({ errcode, kind }) => [String(errcode), kind]),
)

/**
 * Everything that is known of WeChat's return codes, of the codes of its authorize page and of page texts
 * without a number, in families for people to read. Pure data.
 * Source: developers.weixin.qq.com, the table of global return codes and the tables of the single calls.
 */
export const catalogue: readonly CatalogueFamily[] = families.map(([en, zh, ...tables]) => ({
  name: { en, zh },
  entries: tables.flatMap((table) => Object.entries(table).map(buildEntry)).toSorted(compareCodes),
}))

function buildEntry([key, prose]: [string, CatalogueEntry['prose']]): CatalogueEntry {
  const words = wordsByCode.get(key)
  return {
    code: words === undefined ? undefined : Number(key),
    words: words ?? key,
    kind: kindByCode.get(key) ?? pageKinds[key] ?? 'config',
    prose,
  }
}

function compareCodes(one: CatalogueEntry, other: CatalogueEntry): number {
  return (one.code ?? 0) - (other.code ?? 0)
}
