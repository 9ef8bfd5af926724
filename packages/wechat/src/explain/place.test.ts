import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { entries } from './entry.ts'
import { listOldPlaces, places } from './place.ts'

test('a place that was checked up to a year ago counts, a day more is too old', () => {
  expect(listOldPlaces(new Date('2027-11-28T23:00:00Z'))).toEqual([])
  expect(listOldPlaces(new Date('2027-11-30T00:00:00Z'))).toContain('ipWhiteList: 2026-11-28')
})

test('every place was compared with WeChat’s pages within the last year', () => {
  // WeChat moves its menus. Compare each place of this list with its console, then set the new day in place.ts.
  expect(listOldPlaces(new Date())).toEqual([])
})

test('a menu path stands in place.ts alone', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^place\b|\.test\.ts$/.test(file))
    .filter((file) => /›|»| > \p{Script=Han}/u.test(readFileSync(join(import.meta.dirname, file), 'utf8')))
  expect(files).toEqual([])
})

test('every place is named by the prose, with its steps in English and the day of its check', () => {
  const said = entries.map(({ prose }) => JSON.stringify(prose)).join('\n')
  for (const { en, zh } of Object.values(places)) {
    expect(said).toContain(en)
    expect(said).toContain(zh)
    expect(en).toMatch(/\p{Script=Han}.* \([A-Z][\w ,()-]+.*; \S+; checked \d{4}-\d\d-\d\d\)$/u)
    expect(zh).toMatch(/（\S+，\d{4}-\d\d-\d\d 核对）$/)
  }
})

test.each([
  [40013, '基础信息', 'developers.weixin.qq.com/platform'],
  [40125, '基础信息 › 开发密钥', 'developers.weixin.qq.com/platform'],
  [40243, '基础信息 › 开发密钥', 'developers.weixin.qq.com/platform'],
  [40164, '基础信息 › 开发密钥', 'developers.weixin.qq.com/platform'],
  [48001, '接口管理 › 接口权限与额度', 'developers.weixin.qq.com/platform'],
  [10005, '接口管理 › 接口权限与额度', 'developers.weixin.qq.com/platform'],
  [10003, '设置与开发 › 账号设置 › 功能设置 › 网页授权域名', 'mp.weixin.qq.com'],
  [10039, '设置与开发 › 账号设置 › 功能设置 › 网页授权域名', 'mp.weixin.qq.com'],
  ['config:invalid url domain', '功能设置 › JS 接口安全域名', 'mp.weixin.qq.com'],
  [200302, '基础信息 › 域名与消息推送配置', 'developers.weixin.qq.com/platform'],
])('%s sends people to %s', (key, path, address) => {
  const { en, zh } = entries.find(({ code, words }) => (code ?? words) === key)?.prose ?? {}
  for (const prose of [en, zh]) {
    expect(prose?.cures.join()).toContain(path)
    expect(prose?.cures.join()).toContain(address)
  }
})

test('nothing sends people to the menu that WeChat has closed', () => {
  const said = entries.map(({ prose }) => JSON.stringify(prose)).join('\n')
  expect(said).not.toMatch(/开发接口管理|基本配置|开发者密码|公众号后台/)
})
