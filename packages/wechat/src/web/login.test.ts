import { expectTypeOf, test } from 'vitest'
import type { Identity } from '../login/identity.ts'
import type { Login } from './login.ts'
import type { NodeLogin } from './node.ts'
import type { BaseVisitor, ProfileVisitor, Visitor } from './visitor.ts'

declare const login: Login
declare const node: NodeLogin
declare const nodeCall: Parameters<NodeLogin['guard']>
declare const request: Request

test('what was asked for narrows who comes back', () => {
  const ask = {
    any: () => login.guard(request),
    profile: () => login.guard(request, { profile: true }),
    nodeProfile: () => node.guard(nodeCall[0], nodeCall[1], { profile: true }),
  }
  expectTypeOf<Awaited<ReturnType<typeof ask.any>>>().toEqualTypeOf<Visitor | Response>()
  expectTypeOf<Awaited<ReturnType<typeof ask.profile>>>().toEqualTypeOf<ProfileVisitor | Response>()
  expectTypeOf<Awaited<ReturnType<typeof ask.nodeProfile>>>().toEqualTypeOf<ProfileVisitor | undefined>()
})

test('a base visitor and a base identity have no nickname, and a snapshot has nothing to know anybody by', () => {
  type Base = Extract<Identity, { kind: 'base' }>
  type Snapshot = Extract<Identity, { kind: 'snapshot' }>
  expectTypeOf<BaseVisitor>().not.toHaveProperty('nickname')
  expectTypeOf<Base>().not.toHaveProperty('profile')
  expectTypeOf<keyof Snapshot>().toEqualTypeOf<'kind' | 'appid'>()
})
