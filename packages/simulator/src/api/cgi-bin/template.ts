import { openAccountCall } from '../../rules/account-call.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { readTemplate } from '../../rules/template.ts'

const INDUSTRY = { first_class: 'IT科技', second_class: '互联网|电子商务' }

/** `POST /cgi-bin/template/api_set_industry`: taken and not kept, templates do not depend on it here. */
export function setIndustry(call: Call): Record<string, unknown> {
  openAccountCall(call)
  readJsonBody(call)
  return { errcode: 0, errmsg: 'ok' }
}

/** `GET /cgi-bin/template/get_industry`. */
export function readIndustry(call: Call): Record<string, unknown> {
  openAccountCall(call)
  return { primary_industry: INDUSTRY, secondary_industry: INDUSTRY }
}

/** `POST /cgi-bin/template/api_add_template`: the same short id is the same template again. */
export function addTemplate(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const title = readBodyText(readJsonBody(call), 'template_id_short') ?? ''
  return { errcode: 0, errmsg: 'ok', template_id: call.world.templates.add(appid, title).id }
}

/** `GET /cgi-bin/template/get_all_private_template`. */
export function listTemplates(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const template_list = call.world.templates.list(appid).map(({ id, title, content }) => ({
    template_id: id,
    title,
    primary_industry: INDUSTRY.first_class,
    deputy_industry: INDUSTRY.second_class,
    content,
    example: content.replaceAll(/\{\{\w+\.DATA\}\}/g, '……'),
  }))
  return { template_list }
}

/** `POST /cgi-bin/template/del_private_template`. */
export function deleteTemplate(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const { id } = readTemplate(call, appid, readBodyText(readJsonBody(call), 'template_id'))
  call.world.templates.drop(appid, id)
  return { errcode: 0, errmsg: 'ok' }
}
