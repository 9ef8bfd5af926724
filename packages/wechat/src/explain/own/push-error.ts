import type { BriefTable } from '../brief.ts'

/** The codes of `WeChatError` about platforms, stores and pushes. */
export const pushErrors = {
  platform_code_missing: {
    kind: 'reauthorizeAccount',
    en: [
      "The account's owner came back without an authorization code.",
      "The owner refused, or opened the page's address directly.",
      'Offer the authorization link again.',
    ],
    zh: ['账号的管理员回来时没有带授权码。', '对方拒绝了，或直接打开了这个地址。', '再次给出授权链接。'],
  },
  platform_ticket_missing: {
    kind: 'config',
    en: [
      'WeChat has pushed no ticket for 12 hours, or none yet; a push was asked for.',
      'The authorization-event URL is wrong, a firewall holds WeChat back, or the answers are not success.',
      'Make the URL reachable from the internet and answer success; WeChat pushes about every 10 minutes.',
    ],
    zh: [
      '微信 12 小时没有推送 ticket，或从未推送；已请求推送。',
      '授权事件 URL 不对、防火墙挡住了微信，或没有应答 success。',
      '让 URL 能从公网访问并应答 success；微信约每 10 分钟推送一次。',
    ],
  },
  platform_authorizer_unknown: {
    kind: 'reauthorizeAccount',
    en: [
      "This account has never authorized the platform, as far as WeChat's list goes.",
      'The appid is wrong, or the account authorized another platform.',
      "Let the account's administrator authorize the platform.",
    ],
    zh: [
      '按微信的列表，这个账号从未授权给平台。',
      'appid 有误，或账号授权给了另一个平台。',
      '请账号管理员授权给平台。',
    ],
  },
  platform_authorizer_withdrawn: {
    kind: 'reauthorizeAccount',
    en: [
      'This account has withdrawn its authorization.',
      'Its administrator ended it in the console.',
      'If that was a mistake, let the administrator authorize again.',
    ],
    zh: ['这个账号取消了授权。', '管理员在后台取消的。', '如果是误操作，请管理员重新授权。'],
  },
  platform_authorization_stuck: {
    kind: 'retryLater',
    en: [
      'Another process took this authorization code and has not come to an end.',
      'The push and the page bring the same code, and one of them is being handled.',
      'Try again in a few seconds.',
    ],
    zh: [
      '另一个进程拿到了这个授权码，还没有结束。',
      '推送和页面会带来同一个授权码，其中一个正在处理。',
      '几秒后再试。',
    ],
  },
  store_unavailable: {
    kind: 'config',
    en: [
      'The store did not answer in time, or refused.',
      'Redis or the disk is down, full or not writable; `cause` says which.',
      'If the error is `retryable`, try again; otherwise mend the store.',
    ],
    zh: [
      '存储没有及时应答，或拒绝了。',
      'Redis 或磁盘停止、写满或不可写；`cause` 说明是哪一种。',
      '错误带 `retryable` 就再试；否则修复存储。',
    ],
  },
  store_unreadable: {
    kind: 'config',
    en: [
      'What the store holds is damaged, or sealed with another key.',
      'The secret key was changed without keeping the old one, or a file was cut off.',
      'Put the old key behind the new one; if it is lost, empty the store.',
    ],
    zh: [
      '存储的内容已损坏，或用另一个密钥封装。',
      '换了密钥而没有保留旧的，或文件被截断。',
      '把旧密钥放在新密钥后面；旧密钥丢失就清空存储。',
    ],
  },
  message_query: {
    kind: 'config',
    en: [
      'A parameter of the push is missing, there twice, or not in its shape.',
      'The request is not from WeChat, or a proxy drops the query.',
      'Answer 403; if it is about every push, look at the proxy.',
    ],
    zh: [
      '推送的参数缺失、重复，或形状不对。',
      '请求不是微信发来的，或代理丢掉了 query。',
      '应答 403；如果每个推送都这样，检查代理。',
    ],
  },
  message_signature: {
    kind: 'config',
    en: [
      'The signature of the push does not fit.',
      'The token here is another than in the console, or the push is not from WeChat.',
      'Compare the token, character by character; answer 403 until then.',
    ],
    zh: [
      '推送的签名不符。',
      '这里的 Token 与后台的不同，或推送不是微信发来的。',
      '逐字核对 Token；在此之前应答 403。',
    ],
  },
  message_stale: {
    kind: 'config',
    en: [
      'The push is older or newer than allowed.',
      'The clock of this server is wrong, or somebody repeats an old push.',
      'Set the clock by NTP; a single one may be ignored.',
    ],
    zh: [
      '推送比允许的更旧或更新。',
      '这台服务器的时钟不准，或有人重放旧的推送。',
      '用 NTP 校准时钟；偶尔一个可以忽略。',
    ],
  },
  message_cipher: {
    kind: 'config',
    en: [
      'The push is not encrypted where it must be, or no key opens it.',
      'The mode or the EncodingAESKey differs from the console.',
      'Compare mode and EncodingAESKey (43 characters) with the console; keep the old key while it is changed.',
    ],
    zh: [
      '推送该加密却没有加密，或没有密钥能解开。',
      '加密模式或 EncodingAESKey 与后台的不同。',
      '与后台核对模式和 EncodingAESKey（43 位）；更换期间保留旧的。',
    ],
  },
  message_appid: {
    kind: 'config',
    en: [
      'The message is for another appid or another account.',
      'Two accounts push to one URL, or the key of one stands at the URL of the other.',
      'Give each account a message URL of its own.',
    ],
    zh: [
      '消息属于另一个 appid 或另一个账号。',
      '两个账号推送到同一个 URL，或密钥填到了另一个的 URL 上。',
      '给每个账号各自的消息 URL。',
    ],
  },
  message_xml: {
    kind: 'config',
    en: [
      'The body of the push is none that WeChat writes.',
      'The sender is not WeChat, or a body parser changed the bytes.',
      'Hand over the bytes as they came; answer 400 to the rest.',
    ],
    zh: [
      '推送的正文不是微信会写的。',
      '发送者不是微信，或 body parser 改动了字节。',
      '原样交出收到的字节；其余的应答 400。',
    ],
  },
} satisfies BriefTable
