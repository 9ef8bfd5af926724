import type { Application } from '../world/application.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/cgi-bin/callback/check']
const source = 'WeChat’s documentation: callbackCheck'

const pushUrlIsSet: Rule = {
  name: 'push_url_is_set',
  endpoints,
  errcode: 40201,
  wrong: { en: 'The account has no URL for message pushes.', zh: '该账号没有设置消息推送 URL。' },
  passes: {
    en: 'The call once a push URL is set (POST /__sim/applications with pushUrl).',
    zh: '设置推送 URL 之后再调用（POST /__sim/applications，pushUrl）。',
  },
  source,
  confidence: 'official',
}

const actionKnown: Rule = {
  name: 'check_action_known',
  endpoints,
  errcode: 40202,
  wrong: { en: 'action is none of dns, ping, all.', zh: 'action 不是 dns、ping、all 之一。' },
  passes: { en: '"action":"all"', zh: '"action":"all"' },
  source,
  confidence: 'official',
}

const operatorKnown: Rule = {
  name: 'check_operator_known',
  endpoints,
  errcode: 40203,
  wrong: {
    en: 'check_operator is none of CHINANET, UNICOM, CAP, DEFAULT.',
    zh: 'check_operator 不是 CHINANET、UNICOM、CAP、DEFAULT 之一。',
  },
  passes: { en: '"check_operator":"DEFAULT"', zh: '"check_operator":"DEFAULT"' },
  source,
  confidence: 'official',
}

const ACTIONS = ['dns', 'ping', 'all']
const OPERATORS = ['CHINANET', 'UNICOM', 'CAP', 'DEFAULT']

/** What to check, or a refusal. */
export function readCheckRequest(
  { appid, pushUrl }: Application,
  { action, operator }: { action: string | undefined; operator: string | undefined },
): { action: string; operator: string } {
  if (action === undefined || !ACTIONS.includes(action)) throw new Refused(actionKnown, quote(action))
  if (operator === undefined || !OPERATORS.includes(operator))
    throw new Refused(operatorKnown, quote(operator))
  if (!pushUrl) throw new Refused(pushUrlIsSet, appid)
  return { action, operator }
}
