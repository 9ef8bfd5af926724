import { type Answer, buildAnswerError } from '../wire/answer.ts'
import type { Wire } from '../wire/call.ts'
import { readString } from '../wire/shape.ts'
import { type ByComponent, fetchWithComponent } from './with-component.ts'

/**
 * What a platform may switch at an account, with WeChat's values, which are texts.
 *
 * - `location_report`: `0` never, `1` when somebody enters the chat, `2` every 5 s
 * - `voice_recognize`: `0` off, `1` on
 * - `customer_service`: `0` off, `1` on
 */
export type AuthorizerOption =
  | { name: 'location_report'; value: '0' | '1' | '2' }
  | { name: 'voice_recognize' | 'customer_service'; value: '0' | '1' }

/** An option as it stands: WeChat may give a value that is not listed above. */
export interface StandingOption {
  name: AuthorizerOption['name']
  value: string
  /** Everything that WeChat sent. */
  raw: Readonly<Record<string, unknown>>
}

/**
 * How an option stands at an account; `appid` is the account's. 61012: there is no such option; 61003: the account has
 * withdrawn. WeChat's newest page asks for the account's token instead of the platform's (unconfirmed).
 * Source: WeChat's documentation, third-party platforms, `POST /cgi-bin/component/get_authorizer_option`.
 */
export async function fetchAuthorizerOption(
  wire: Wire,
  { appid, name, ...by }: ByComponent & { appid: string; name: AuthorizerOption['name'] },
): Promise<StandingOption> {
  // Without the api_ that the other paths have; texts of older SDKs have it here too.
  const answer = await fetchWithComponent(wire, 'get_authorizer_option', by, {
    authorizer_appid: appid,
    option_name: name,
  })
  if (readString(answer, 'option_name') !== name)
    throw buildAnswerError(answer.path, 'it is about another option')
  return { name, value: readValue(answer), raw: answer.fields }
}

/**
 * Sets an option at an account; `appid` is the account's. 61013: the option cannot have this value; 61025: it is only
 * for reading. Source: WeChat's documentation, third-party platforms, `POST /cgi-bin/component/set_authorizer_option`.
 */
export async function saveAuthorizerOption(
  wire: Wire,
  { appid, option, ...by }: ByComponent & { appid: string; option: AuthorizerOption },
): Promise<void> {
  await fetchWithComponent(wire, 'set_authorizer_option', by, {
    authorizer_appid: appid,
    option_name: option.name,
    option_value: option.value,
  })
}

function readValue(answer: Answer): string {
  const { option_value: value } = answer.fields
  return typeof value === 'number' ? String(value) : readString(answer, 'option_value')
}
