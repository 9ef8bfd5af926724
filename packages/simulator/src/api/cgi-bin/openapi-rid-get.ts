import { openAccountCall } from '../../rules/account-call.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { readFailedRequest } from '../../rules/request-id.ts'

/** `POST /cgi-bin/openapi/rid/get`: a failed call of the account by its request id, token included. */
export function readRequest(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const request = readFailedRequest(call, appid, readBodyText(readJsonBody(call), 'rid'))
  return {
    errcode: 0,
    errmsg: 'ok',
    request: {
      invoke_time: Math.floor(request.at / 1000),
      cost_in_ms: Math.ceil(request.durationMs),
      request_url: request.query,
      request_body: request.body,
      response_body: request.answer,
      client_ip: request.address,
    },
  }
}
