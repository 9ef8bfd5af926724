import type { UsageErrorCode } from '../../error.ts'
import type { BriefTable } from '../brief.ts'

type Said = Readonly<
  Record<UsageErrorCode, readonly [en: readonly [string, string], zh: readonly [string, string]]>
>

// The meaning, and what to do. Where a value that can never work comes from is the same for all of them.
const said: Said = {
  secret_empty: [
    ['A secret, code or token is empty.', 'Set the setting that was forgotten, in this very process.'],
    ['密钥、code 或令牌是空的。', '在这个进程里补上遗漏的配置项。'],
  ],
  secret_blank: [
    ['An AppSecret has white space in it.', 'Take away the blank or the newline that came from its file.'],
    ['AppSecret 里有空白字符。', '去掉从文件里带来的空格或换行。'],
  ],
  wire_origin_invalid: [
    [
      'An origin of the wire cannot be used.',
      'Give `originsAt` a plain http(s) URL, and `createWire` what it gives back.',
    ],
    ['wire 的 origin 不能用。', '给 `originsAt` 普通的 http(s) URL，再把结果交给 `createWire`。'],
  ],
  wire_option_invalid: [
    ['An option of the wire cannot be used.', 'Give functions where functions belong, and numbers above 0.'],
    ['wire 的选项不能用。', '该是函数的给函数，数字要大于 0。'],
  ],
  wire_body_invalid: [
    [
      'A `Secret` stands where it would be sent as text.',
      'Put the secret at the top level of query or body, or take out its value.',
    ],
    ['`Secret` 放在了会被当作文本发送的位置。', '把它放在 query 或正文的最外层，或先取出它的值。'],
  ],
  api_list_size: [
    [
      'A list is empty, or longer than its call takes.',
      'Split the list as the call’s documentation says: 100, 50 or 20.',
    ],
    ['列表为空，或比接口允许的长。', '按接口文档拆分：100、50 或 20 个。'],
  ],
  api_text_size: [
    [
      'A text is empty or too long for its call.',
      'A tag takes 1 to 30 bytes, a remark fewer than 30 characters.',
    ],
    ['文字为空，或对接口来说太长。', '标签为 1 到 30 字节，备注少于 30 个字符。'],
  ],
  api_path_invalid: [
    ['The path of an API cannot be used.', 'Begin it with a slash, without host and without query.'],
    ['接口的路径不能用。', '以斜杠开头，不带域名，不带 query。'],
  ],
  api_file_invalid: [
    ['The upload is no file.', 'Give a `Blob` with a name, or a `FormData`.'],
    ['上传的不是文件。', '给出带名称的 `Blob`，或 `FormData`。'],
  ],
  api_scene_invalid: [
    [
      'The scene of a QR code cannot be used.',
      'Give an id from 1 to 4,294,967,295 (100,000 if it stays) or a text of 1 to 64 characters.',
    ],
    ['二维码的 scene 不能用。', '用 1 到 4,294,967,295（永久码到 100,000）的数字，或 1 到 64 个字符的文字。'],
  ],
  api_expire_invalid: [
    ['The life of a QR code cannot be used.', 'Give 1 to 2,592,000 seconds.'],
    ['二维码的有效期不能用。', '用 1 到 2,592,000 秒。'],
  ],
  login_appid_invalid: [
    [
      'The appid cannot be one of WeChat’s.',
      'Copy it again: wx and 16 hexadecimal digits; gh_… is the original id.',
    ],
    ['appid 不可能是微信的。', '重新复制：wx 加 16 位十六进制；gh_… 是原始 ID。'],
  ],
  login_redirect_invalid: [
    [
      'The redirect URI can never work.',
      'Give an absolute http(s) URL without white space, and without `code` or `state` in its query; at WeChat itself without a port.',
    ],
    [
      'redirect URI 不可能有效。',
      '用完整的 http(s) URL，不带空白，query 里没有 `code` 或 `state`；对微信还不能带端口。',
    ],
  ],
  login_code_unchecked: [
    ['The code given to `identify` was not checked.', 'Give the code that `takeCallback` hands to `finish`.'],
    ['交给 `identify` 的 code 没有经过检查。', '用 `takeCallback` 交给 `finish` 的 code。'],
  ],
  login_scope_invalid: [
    ['The scope is none of an official account.', 'Use snsapi_base or snsapi_userinfo.'],
    ['scope 不能用于公众号和服务号。', '用 snsapi_base 或 snsapi_userinfo。'],
  ],
  login_state_invalid: [
    [
      'The state has characters or a length that WeChat does not take.',
      'Use 1 to 128 of A-Z, a-z, 0-9, _ and -.',
    ],
    ['state 的字符或长度微信不接受。', '用 1 到 128 个 A-Z、a-z、0-9、_ 和 -。'],
  ],
  login_browser_invalid: [
    ['The attempt has no browser id.', 'Give the id from the cookie of this browser.'],
    ['这次登录没有浏览器编号。', '给出这个浏览器 Cookie 里的编号。'],
  ],
  login_origin_invalid: [
    ['The origin of `createLogin` cannot be used.', 'Give scheme, host and port alone.'],
    ['`createLogin` 的 origin 不能用。', '只写协议、域名和端口。'],
  ],
  login_path_invalid: [
    ['The path of `createLogin` cannot be used.', 'Begin it with a slash and end it without one.'],
    ['`createLogin` 的 path 不能用。', '以斜杠开头，结尾不带斜杠。'],
  ],
  login_channel_invalid: [
    [
      'The channels of `createLogin` cannot be used together, or there are none.',
      'Give at least one; those inside WeChat must be of one account.',
    ],
    ['`createLogin` 没有 channel，或它们不能一起用。', '至少给一个；微信内的必须属于同一个账号。'],
  ],
  platform_link_invalid: [
    [
      'The authorization link can work nowhere.',
      'Correct appid, kind of account, permission sets or redirect URI.',
    ],
    ['授权链接不可能有效。', '改正 appid、账号类型、权限集或 redirect URI。'],
  ],
  platform_appid_invalid: [
    ['The appid cannot be one of WeChat’s.', 'Copy it again: wx and 16 hexadecimal digits.'],
    ['appid 不可能是微信的。', '重新复制：wx 加 16 位十六进制。'],
  ],
  store_invalid: [
    ['There is no store.', 'Give one: `createMemoryStore()` for one process, files or Redis for several.'],
    ['没有给出存储。', '单个进程用 `createMemoryStore()`，多个进程用文件或 Redis。'],
  ],
  store_folder_invalid: [
    ['The store in files has no folder.', 'Name a folder that the process may write to.'],
    ['文件存储没有目录。', '写明一个进程可写的目录。'],
  ],
  store_folder_open: [
    [
      'Other users of the machine may write to the folder of the store, and sign in as anybody with a row of theirs.',
      'Run chmod 700 on the folder.',
    ],
    ['机器上的其他用户可以写存储的目录，用自己写的一行就能以任何人登录。', '对这个目录执行 chmod 700。'],
  ],
  store_key_invalid: [
    ['A secret key of the store cannot be used.', 'Give 32 bytes, and at least one key.'],
    ['存储的密钥不能用。', '用 32 字节，至少一个。'],
  ],
  store_client_invalid: [
    ['The client of Redis is none that is known.', 'Give a client of `redis` or `ioredis`.'],
    ['不认识这个 Redis 客户端。', '用 `redis` 或 `ioredis` 的客户端。'],
  ],
  store_prefix_invalid: [
    ['The prefix of the store in Redis cannot be used.', 'Use one that is not empty and has no braces.'],
    ['Redis 存储的前缀不能用。', '不能为空，也不能有花括号。'],
  ],
  message_token_invalid: [
    [
      'The token of a message URL is missing or has white space in it.',
      'Copy the token from the console: without one anybody could sign.',
    ],
    ['消息 URL 的 Token 缺失或含空白。', '从后台复制 Token：没有它，任何人都能签名。'],
  ],
  message_key_invalid: [
    ['The EncodingAESKey cannot be one.', 'Copy it again: 43 letters and digits, without `=`.'],
    ['EncodingAESKey 不对。', '重新复制：43 位字母和数字，不带 `=`。'],
  ],
  message_reply_invalid: [
    ['The reply cannot be sent.', 'Use names that XML allows, and reply to messages of people only.'],
    ['回复无法发送。', '字段名要符合 XML，并且只回复用户的消息。'],
  ],
  message_body_invalid: [
    [
      'The body of the push is no longer text or bytes.',
      'Keep body parsers away from the message URL, or let them read text.',
    ],
    ['推送的正文已经不是文本或字节。', '不要让 body parser 处理消息 URL，或让它按文本读取。'],
  ],
  message_store_invalid: [
    ['The `createMessageHandler` call has no store.', 'Give one, so that each message is acted on once.'],
    ['`createMessageHandler` 没有存储。', '给出存储，每条消息才只处理一次。'],
  ],
  message_handler_invalid: [
    ['The `createMessageHandler` call has no function `on`.', 'Give the function that acts on a message.'],
    ['`createMessageHandler` 没有函数 `on`。', '给出处理消息的函数。'],
  ],
  web_body_used: [
    [
      'Something in front has read the body and kept it to itself.',
      'Put the sign-in before the body parser, or leave what was read in `body` of the request.',
    ],
    [
      '前面有东西读走了请求体，又没有留下。',
      '把登录放在 body parser 之前，或把读到的内容留在请求的 `body` 里。',
    ],
  ],
}

const cause = {
  en: 'The program or its settings hand over a value that can never work.',
  zh: '程序或配置给出了不可能有效的值。',
}

/** The codes of the `TypeError`s for values that can never work; the compiler asks for each of them. */
export const usageErrors: BriefTable = Object.fromEntries(
  Object.entries(said).map(([code, [en, zh]]) => [
    code,
    { kind: 'config', en: [en[0], cause.en, en[1]], zh: [zh[0], cause.zh, zh[1]] },
  ]),
)
