import { Refused, type Rule } from './rule.ts'

const remarkIsShort: Rule = {
  name: 'remark_is_short',
  endpoints: ['/cgi-bin/user/info/updateremark'],
  errcode: 40092,
  wrong: { en: 'The remark has 30 bytes or more, or is missing.', zh: '备注达到 30 字节，或缺失。' },
  passes: { en: 'Fewer than 30 bytes: nine Han characters.', zh: '少于 30 字节，即九个汉字。' },
  source: 'WeChat’s documentation: remark of a user',
  confidence: 'official',
}

/** A remark that may be kept; an empty one takes the remark away. */
export function checkRemark(remark: string | undefined): string {
  if (remark === undefined) throw new Refused(remarkIsShort, 'nothing')
  const bytes = Buffer.byteLength(remark)
  if (bytes >= 30) throw new Refused(remarkIsShort, `${bytes} bytes`)
  return remark
}
