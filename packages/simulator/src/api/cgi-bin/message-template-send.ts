import { openAccountCall } from '../../rules/account-call.ts'
import { refuseOpenid } from '../../rules/app-token.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { checkReceiver, noteSameMessage, readTemplate, readTemplateValues } from '../../rules/template.ts'
import type { Person } from '../../world/person.ts'
import type { Template } from '../../world/template.ts'

type Message = {
  appid: string
  openid: string
  person: Person
  template: Template
  values: Map<string, string>
  url: string | null
  clientId: string | undefined
}

function readMessage(call: Call, appid: string): Message {
  const body = readJsonBody(call)
  const openid = readBodyText(body, 'touser') ?? ''
  const template = readTemplate(call, appid, readBodyText(body, 'template_id'))
  const person = call.world.people.findByOpenid(appid, openid) ?? refuseOpenid(openid)
  checkReceiver(call, appid, person.id)
  const values = readTemplateValues(body.get('data'))
  const url = readBodyText(body, 'url') || null
  return { appid, openid, person, template, values, url, clientId: readBodyText(body, 'client_msg_id') }
}

function fill({ content }: Template, values: ReadonlyMap<string, string>): string {
  return content.replaceAll(/\{\{(\w+)\.DATA\}\}/g, (_place, name: string) => values.get(name) ?? '').trim()
}

function deliver(call: Call, { appid, openid, person, template, values, url }: Message): number {
  const messageId = call.world.templates.takeMessageId()
  const text = `${template.title}\n${fill(template, values)}`
  call.world.chats.add(appid, person.id, { at: call.now, from: 'account', type: 'template', text, url })
  const kind = 'TEMPLATESENDJOBFINISH'
  call.world.announcements.announce({ kind, appid, openid, messageId, status: 'success' })
  return messageId
}

/** `POST /cgi-bin/message/template/send`: 0 means taken; that it arrived is pushed. */
export function sendTemplateMessage(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const message = readMessage(call, appid)
  const key = `${appid} ${message.openid} ${message.clientId}`
  const known = message.clientId === undefined ? undefined : call.world.templates.findSent(key, call.now)
  if (known !== undefined) noteSameMessage(call, String(message.clientId))
  const msgid = known ?? deliver(call, message)
  if (message.clientId !== undefined) call.world.templates.saveSent(key, msgid, call.now)
  return { errcode: 0, errmsg: 'ok', msgid }
}
