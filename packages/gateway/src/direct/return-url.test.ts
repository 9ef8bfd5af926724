import { describe, expect, test } from 'vitest'
import type { Client } from '../record/client.ts'
import { findReturnUrl } from './return-url.ts'

const client: Client = {
  id: 'shop',
  name: 'Shop',
  secret: undefined,
  redirectUris: [],
  returnUrls: ['https://shop.example/app', 'http://localhost:4402/'],
  appids: ['wx1'],
  wantsProfile: false,
  wantsSubscribed: false,
  idTokenAlg: 'RS256',
}

test('what lies below a registered URL is accepted, as a browser would write it', () => {
  expect(findReturnUrl(client, 'https://shop.example/app')).toBe('https://shop.example/app')
  expect(findReturnUrl(client, 'https://shop.example/app/cart?a=1#b')).toBe(
    'https://shop.example/app/cart?a=1#b',
  )
  expect(findReturnUrl(client, 'http://localhost:4402/x/../y')).toBe('http://localhost:4402/y')
})

test('nothing wanted means the first registered URL', () => {
  expect(findReturnUrl(client, undefined)).toBe('https://shop.example/app')
})

const hostile = [
  '',
  '/',
  '/app',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https:/evil.example',
  '\t//evil.example',
  '/%09/evil.example',
  '%2F%2Fevil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'ftp://shop.example/app',
  'http://shop.example/app',
  'https://shop.example',
  'https://shop.example/',
  'https://shop.example/application',
  'https://shop.example/app%2f..%2fadmin/../..',
  'https://shop.example/app/../admin',
  'https://shop.example/app/%2e%2e/admin',
  'https://shop.example:8443/app',
  'https://shop.example.evil.example/app',
  'https://evil.example/https://shop.example/app',
  'https://evil.example?https://shop.example/app',
  'https://evil.example#https://shop.example/app',
  'https://shop.example@evil.example/app',
  'https://evil.example@shop.example/app',
  'https://user:pass@shop.example/app',
  'https://evil.example\\@shop.example/app',
  'https://shop.example\\.evil.example/app',
  'https://shop.example\u3002evil.example/app',
  'https://shоp.example/app',
  'http://localhost:4402@evil.example/',
  'http://localhost:44020/',
  'http://localhost/',
  'http://127.0.0.1:4402/',
  'http://[::1]:4402/',
  ['https://shop.example/app', 'https://evil.example'],
  { toString: () => 'https://shop.example/app' },
  42,
]

describe('a place that is not registered is refused', () => {
  for (const wanted of hostile) {
    test(JSON.stringify(wanted), () => expect(findReturnUrl(client, wanted)).toBeUndefined())
  }
})
