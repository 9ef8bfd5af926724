import type { ErrcodeKind } from '../error.ts'
import { kindByErrcode } from './errcode-table.ts'

export type { ErrcodeKind } from '../error.ts'

/** One of WeChat's return codes: the number, and who has to act. Its text is in `/explain`. */
export interface Errcode {
  errcode: number
  kind: ErrcodeKind
}

/** One of the codes that WeChat shows on its authorize page; they never reach a server. */
export interface PageCode {
  code: number
  /** The page's own words. */
  text: string
}

// Codes that are known and call for nobody in particular; those that do stand in `errcode-table.ts`.
const unclassified: readonly number[] = [
  -1000, 40003, 40031, 40032, 40033, 40035, 40038, 40039, 40048, 40052, 40053, 40066, 40090, 40091, 40094,
  40095, 40097, 40101, 40116, 40129, 40131, 40166, 40170, 40173, 40178, 40180, 40185, 40187, 40188, 40190,
  40201, 40202, 40203, 42005, 42009, 45002, 45029, 45102, 45103, 45501, 46004, 47002, 48002, 48003, 48009,
  49001, 49003, 49004, 50003, 50005, 60006, 61000, 61001, 61008, 61012, 61013, 61016, 61018, 61019, 61020,
  61021, 61022, 61025, 61026, 61027, 61029, 61030, 61058, 61061, 61451, 76003, 76022, 83006, 83008, 83009,
  86000, 89000, 89001, 89002, 89003, 89004, 89249, 89256, 91030, 94005, 94006, 9001003, 9001006, 9300507,
  9300702, 9300705,
]

/**
 * WeChat's return codes that concern authorization, tokens, quota and wiring.
 * Source: developers.weixin.qq.com, the table of global return codes and the tables of the single calls.
 */
export const errcodes: readonly Errcode[] = /* @__PURE__ */ [...kindByErrcode.keys(), ...unclassified].map(
  readErrcode,
)

/** What is known of a return code. A number that is not in the table has kind `unknown`. */
export function readErrcode(errcode: number): Errcode {
  return { errcode, kind: kindByErrcode.get(errcode) ?? 'unknown' }
}

/** The codes of the authorize page at open.weixin.qq.com/connect/oauth2/authorize. */
export const pageCodes: readonly PageCode[] = [
  { code: 10003, text: 'redirect_uri域名与后台配置不一致' },
  { code: 10004, text: '此公众号被封禁' },
  { code: 10005, text: '此公众号并没有这些scope的权限' },
  { code: 10006, text: '必须关注此测试号' },
  { code: 10009, text: '操作太频繁了，请稍后重试' },
  { code: 10010, text: 'scope不能为空' },
  { code: 10011, text: 'redirect_uri不能为空' },
  { code: 10012, text: 'appid不能为空' },
  { code: 10013, text: 'state不能为空' },
  { code: 10015, text: '公众号未授权第三方平台，请检查授权状态' },
  { code: 10016, text: '不支持微信开放平台的Appid，请使用公众号Appid' },
  // The page shows the text of 10003 here, too (reported).
  { code: 10039, text: 'redirect_uri域名与后台配置不一致' },
]
