import type { Secret } from '../secret.ts'
import type { Answer } from '../wire/answer.ts'
import { fetchAnswer, type Wire } from '../wire/call.ts'
import type { ComponentToken } from './component-token.ts'

/** Who asks: a platform and its token. */
export interface ByComponent {
  componentAppid: string
  token: ComponentToken
}

/** A call of a platform about itself or one of its accounts; `call` is the last part of the path. */
export function fetchWithComponent(
  wire: Wire,
  call: string,
  { componentAppid, token }: ByComponent,
  body: Readonly<Record<string, unknown>> = {},
  maxBytes?: number | undefined,
): Promise<Answer> {
  return fetchAnswer(wire, {
    method: 'POST',
    path: `/cgi-bin/component/${call}`,
    query: { component_access_token: token },
    body: { component_appid: componentAppid, ...body },
    ...(maxBytes !== undefined && { maxBytes }),
  })
}

/** A call of a platform for a visitor of one of its accounts; `appid` is the account's. */
export function fetchOnBehalf(
  wire: Wire,
  path: string,
  { appid, componentAppid, token }: ByComponent & { appid: string },
  query: Readonly<Record<string, string | Secret>>,
): Promise<Answer> {
  return fetchAnswer(wire, {
    method: 'GET',
    path,
    query: { appid, ...query, component_appid: componentAppid, component_access_token: token },
  })
}
