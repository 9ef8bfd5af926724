import type { WeChatErrorCode } from '../../error.ts'
import type { BriefTable } from '../brief.ts'
import { callErrors } from './call-error.ts'
import { pushErrors } from './push-error.ts'

/** The codes of `WeChatError`; the compiler asks for each of them. */
export const libraryErrors: BriefTable<WeChatErrorCode> = { ...callErrors, ...pushErrors }
