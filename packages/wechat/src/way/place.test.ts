import { expect, test } from 'vitest'
import { readPlace, readWhere } from './place.ts'

test.each([
  ['Mozilla/5.0 (iPhone) MicroMessenger/8.0.54', 'wechat'],
  ['Mozilla/5.0 (Windows NT 10.0) WindowsWechat MicroMessenger/7.0.20', 'wechat'],
  ['Mozilla/5.0 (iPhone) MicroMessenger/7.0.1 wxwork/4.1.0', 'phone'],
  ['Mozilla/5.0 (Windows NT 10.0) wxwork/4.1.0 MicroMessenger/7.0.1', 'desktop'],
  ['Mozilla/5.0 (Linux; Android 15) Mobile', 'phone'],
  ['Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0', 'desktop'],
  [null, 'desktop'],
])('%j runs in %s', (agent, where) => {
  expect(readWhere(agent)).toBe(where)
})

test.each([
  ['Mozilla/5.0 (iPhone) Mobile MicroMessenger/8.0.54', 'wechat'],
  ['Mozilla/5.0 (Windows NT 10.0) WindowsWechat MicroMessenger/7.0.20', 'wechat-desktop'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) MicroMessenger/6.8.0 MacWechat/3.8', 'wechat-desktop'],
  ['Mozilla/5.0 (iPhone) Mobile MicroMessenger/7.0.1 wxwork/4.1.0', 'wecom'],
  ['Mozilla/5.0 (Windows NT 10.0) wxwork/4.1.0 MicroMessenger/7.0.1', 'wecom-desktop'],
  ['Mozilla/5.0 (iPhone) Mobile MicroMessenger/8.0.54 miniProgram/wx0123456789abcdef', 'mini-program'],
  ['Mozilla/5.0 (Linux; Android 15) Mobile', 'phone'],
  ['Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0', 'desktop'],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'crawler'],
  ['facebookexternalhit/1.1', 'crawler'],
  [null, 'desktop'],
])('the routing table knows %j as %s', (agent, place) => {
  expect(readPlace(agent)).toBe(place)
})
