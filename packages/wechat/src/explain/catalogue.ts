import type { ErrcodeKind } from '../error.ts'
import { errcodes, pageCodes } from '../wire/errcode.ts'
import { type BriefTable, readBriefProse } from './brief.ts'
import { errmsgs } from './errmsg.ts'
import { calls } from './further/call.ts'
import { jsSdk } from './further/js-sdk.ts'
import { otherProducts } from './further/other-product.ts'
import { push } from './further/push.ts'
import { doorErrors } from './own/door-error.ts'
import { gatewayErrors } from './own/gateway-error.ts'
import { handoffPages } from './own/handoff-page.ts'
import { libraryErrors } from './own/library-error.ts'
import { pages } from './own/page.ts'
import { usageErrors } from './own/usage-error.ts'
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

/** One thing that WeChat or wxgate says, with what is to be said about it. */
export interface CatalogueEntry {
  /** WeChat's number, or the literal code of wxgate; undefined for a text that carries neither. */
  code: number | string | undefined
  /** WeChat's own words; empty for a code of wxgate, and for a number whose words were never recorded. */
  words: string
  /** The party that has to act. */
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

const briefFamilies: readonly (readonly [en: string, zh: string, table: BriefTable])[] = [
  ['JS-SDK', 'JS-SDK', jsSdk],
  ['Pushes: saving the URL, and the sample code', '推送：保存 URL 与示例代码', push],
  ['Tags, menus, templates and other calls', '标签、菜单、模板与其他接口', calls],
  ['Other products', '其他产品', otherProducts],
  ["wxgate: the library's errors", 'wxgate：库的错误', libraryErrors],
  ['wxgate: values that can never work', 'wxgate：不可能有效的值', usageErrors],
  ['wxgate: pages for visitors', 'wxgate：给访客的页面', { ...pages, ...handoffPages }],
  ['wxgate: gateway and command', 'wxgate：网关与命令', { ...gatewayErrors, ...doorErrors }],
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
 * Everything that is known of WeChat's return codes, of the codes of its authorize page, of texts without a number,
 * and of wxgate's own codes, in families for people to read. Pure data.
 * Source: developers.weixin.qq.com, the table of global return codes and the tables of the single calls.
 */
export const catalogue: readonly CatalogueFamily[] = [
  ...families.map(([en, zh, ...tables]) => ({
    name: { en, zh },
    entries: tables.flatMap((table) => Object.entries(table).map(buildEntry)).toSorted(compareCodes),
  })),
  ...briefFamilies.map(([en, zh, table]) => ({
    name: { en, zh },
    entries: buildBriefEntries(table).toSorted(compareCodes),
  })),
]

function buildEntry([key, prose]: [string, CatalogueEntry['prose']]): CatalogueEntry {
  const code = readCode(key)
  const words = wordsByCode.get(key) ?? (code === undefined ? key : '')
  return { code, words, kind: kindByCode.get(key) ?? pageKinds[key] ?? 'config', prose }
}

function buildBriefEntries(table: BriefTable): CatalogueEntry[] {
  return Object.entries(table).map(([key, brief]) => {
    const code = readCode(key)
    const words = brief.words ?? (code === undefined ? key : '')
    return { code, words, kind: brief.kind, prose: readBriefProse(brief) }
  })
}

/** A key is WeChat's number, a literal code of wxgate (`login_expired`), or a text. */
function readCode(key: string): number | string | undefined {
  if (/^-?\d+$/.test(key)) return Number(key)
  return /^[a-z]+(?:_[a-z]+)+$/.test(key) ? key : undefined
}

/** Numbers go up; what has none stays where it stands. */
function compareCodes(one: CatalogueEntry, other: CatalogueEntry): number {
  return typeof one.code === 'number' && typeof other.code === 'number' ? one.code - other.code : 0
}
