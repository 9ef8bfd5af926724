import type { CatalogueEntry } from './catalogue.ts'
import { entries, findEntry } from './entry.ts'

/** Calls of the JS-SDK, as they stand in front of its texts. */
const jsApi =
  '(?:config|checkjsapi|choose[a-z]{1,16}|scanqrcode|getlocation|openlocation|onmenushare[a-z]{1,16}|update[a-z]{1,16}sharedata|previewimage|uploadimage|downloadimage|startrecord|stoprecord|playvoice|uploadvoice|hide[a-z]{1,20}|show[a-z]{1,20}|closewindow|getnetworktype|addcard|opencard)'

// WeChat's texts in the forms that people paste, on a text without blanks, commas and quotes; each repetition is
// bounded. The key is the entry's code, or its words.
const forms: readonly (readonly [RegExp, number | string])[] = [
  [/invalidip[0-9a-f:]{2,45}ipv6|notinwhitelist/, 40164],
  [/(?:config|jssdk|js-sdk|jsapi)[:：]?(?:fail(?:ed)?)?[:：]?(?:error[:：]?)?invalidsignature/, 63002],
  [/redirect_uri域名与后台配置不一致/, 10003],
  [/invalidurldomain/, 'config:invalid url domain'],
  [/permissionvalueisofflineverifying/, 'the permission value is offline verifying'],
  [new RegExp(`${jsApi}:(?:fail:?)?(?:the)?permissiondenied`), 'config:permission denied'],
  [new RegExp(`${jsApi}:(?:fail:?)?(?:the)?function_?not_?exist`), 'config:function not exist'],
  [/config:(?:fail:?)?invalidappid/, 'config:invalid appid'],
  [/config:(?:fail:?)?requiresubscribe/, 'config:require subscribe'],
  [/verifytokenfail|token(?:验证|校验)失败/, 200302],
  [/tokenchecktimeout|请求url超时/, -107],
  [/加密消息签名校验失败|签名验证错误|validatesignatureerror/, -40001],
  [/xml解析失败|parsexmlerror/, -40002],
  [/sha加密生成签名失败|computesignatureerror/, -40003],
  [/symmetrickey非法|illegalaeskey/, -40004],
  [/appid校验失败|validate(?:appid|corpid)error/, -40005],
  [/aes加密失败|encryptaeserror/, -40006],
  [/aes解密失败|decryptaeserror/, -40007],
  [/解密后得到的buffer非法|illegalbuffer/, -40008],
  [/暂时无法提供服务|提供的服务出现故障/, '该公众号暂时无法提供服务，请稍后再试'],
  [/state参数过长|stateparameteristoolong/, 'state 参数过长'],
  [/thislinkcannotbeaccessed/, '该链接无法访问'],
  [/invalidcredential/, 40001],
  [/invalidcode(?:hint|rid)/, 40029],
  [/apifreqoutoflimit/, 45009],
  [/minute-quotareachlimit/, 45011],
]

/** Words that many programs use for something else. */
const common: ReadonlySet<string> = new Set(['argumentinvalid', 'useridnotfound'])

/** Words that belong to one entry only, without blanks, the longest first. */
const unmistakable: readonly (readonly [string, CatalogueEntry])[] = buildUnmistakable()

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[\s,，。.…！!'"“”]+/g, '')
}

function buildUnmistakable(): [string, CatalogueEntry][] {
  const counts = Map.groupBy(entries, ({ words }) => squeeze(words))
  const alone = [...counts].flatMap(([words, [entry, ...others]]): [string, CatalogueEntry][] =>
    entry && others.length === 0 && isTelling(words, entry) ? [[words, entry]] : [],
  )
  return alone.toSorted(([one], [other]) => other.length - one.length)
}

/** Short English words stand in sentences that mean something else: `invalid sign` in `invalid signature`. */
function isTelling(words: string, { code }: CatalogueEntry): boolean {
  if (common.has(words)) return false
  return code === undefined || words.length > 11 || /[\u4e00-\u9fff]/.test(words)
}

/** The entry whose words a text holds. */
export function findByWords(text: string): CatalogueEntry | undefined {
  const squeezed = squeeze(text)
  const key = forms.find(([form]) => form.test(squeezed))?.[1]
  if (key !== undefined) return findEntry(key)
  return unmistakable.find(([words]) => squeezed.includes(words))?.[1]
}
