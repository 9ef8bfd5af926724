// What a third-party platform calls about itself and for its accounts.
export * from '../api/authorizer.ts'
export * from '../api/authorizer-option.ts'
export * from '../api/component-token.ts'
export * from '../api/on-behalf.ts'
export type { ByComponent } from '../api/with-component.ts'
