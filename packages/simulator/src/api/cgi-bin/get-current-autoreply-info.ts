import { openAccountCall } from '../../rules/account-call.ts'
import type { Call } from '../../rules/call.ts'
import type { KeywordReply } from '../../world/menu.ts'

function describeText(name: string, content: string | null): Record<string, unknown> {
  return content === null ? {} : { [name]: { type: 'text', content } }
}

function describeRule({ name, words, answers }: KeywordReply, createdAt: number): Record<string, unknown> {
  return {
    rule_name: name,
    create_time: createdAt,
    reply_mode: 'reply_all',
    keyword_list_info: words.map(({ match, word }) => ({ type: 'text', match_mode: match, content: word })),
    reply_list_info: answers.map((content) => ({ type: 'text', content })),
  }
}

/** `GET /cgi-bin/get_current_autoreply_info`: what was set in the console, whether or not a server answers now. */
export function readAutoReplies(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const { welcome, answer, keywords } = call.world.menus.console(appid)
  const createdAt = Math.floor(call.now / 1000)
  return {
    is_add_friend_reply_open: welcome === null ? 0 : 1,
    is_autoreply_open: answer === null ? 0 : 1,
    ...describeText('add_friend_autoreply_info', welcome),
    ...describeText('message_default_autoreply_info', answer),
    keyword_autoreply_info: { list: keywords.map((rule) => describeRule(rule, createdAt)) },
  }
}
