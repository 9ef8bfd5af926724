import { openAccountCall } from '../../rules/account-call.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { readCheckRequest } from '../../rules/callback-check.ts'

/** Where this WeChat answers, and where its pushes come from. */
const ADDRESSES = ['127.0.0.1']

/** `GET /cgi-bin/get_api_domain_ip` and `GET /cgi-bin/getcallbackip`: addresses; here the loopback one. */
export function listAddresses(call: Call): Record<string, unknown> {
  openAccountCall(call)
  return { ip_list: ADDRESSES }
}

/** `POST /cgi-bin/callback/check`: what WeChat's network sees of the push URL; nothing is really pinged. */
export function checkCallback(call: Call): Record<string, unknown> {
  const application = openAccountCall(call)
  const body = readJsonBody(call)
  const { action, operator } = readCheckRequest(application, {
    action: readBodyText(body, 'action'),
    operator: readBodyText(body, 'check_operator'),
  })
  const [ip] = ADDRESSES
  const dns = [{ ip, real_operator: operator }]
  const ping = [{ ip, from_operator: operator, package_loss: '0%', time: '0.100ms' }]
  return {
    ...(action === 'ping' ? {} : { dns }),
    ...(action === 'dns' ? {} : { ping }),
  }
}
