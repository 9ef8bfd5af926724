export { type AuthorizerTokenOptions, createAuthorizerTokenKeeper } from '../credential/authorizer-token.ts'
export { type ComponentTokenOptions, createComponentTokenKeeper } from '../credential/component-token.ts'
export * from './everyday-credential.ts'
