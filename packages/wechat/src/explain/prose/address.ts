import { places } from '../place.ts'
import type { ProseTable } from '../prose.ts'

/** Codes about the address that a call comes from. */
export const addressProse: ProseTable = {
  40164: {
    en: {
      meaning: "The address that the call came from is not on the account's IP white list.",
      causes: [
        'The office or home line, or the server, has a new public address.',
        'Calls leave through NAT, a proxy or a serverless platform with changing addresses.',
        'The address was added to another account: to the mini program, say, and not to the service account.',
        'Only the host that fetches the token is on the list: once a list is set, WeChat checks every server call of an official account.',
      ],
      cures: [
        `Add the address that WeChat names in the message, not the one that ifconfig shows: ${places.ipWhiteList.en}. An administrator confirms by scanning.`,
        'Ranges are allowed (203.0.113.0/24); a change acts after minutes.',
        'No fixed address? Send all calls through one host that has one, the gateway for example; a host that fetches the token alone does not help.',
        `A mini program has a list of its own, which it need not set: ${places.miniProgramIpWhiteList.en}. Only calls that carry the AppSecret are checked there.`,
        "No page of WeChat's says whether calls under /sns/ are checked (unconfirmed).",
        'Stop calling until the list is changed: no repetition succeeds.',
      ],
    },
    zh: {
      meaning: '调用的出口 IP 不在账号的 IP 白名单里。',
      causes: [
        '办公室、家里的线路或服务器换了公网 IP。',
        '请求经过 NAT、代理或无服务器平台，出口地址会变。',
        'IP 加到了另一个账号上，例如加进了小程序而不是服务号。',
        '名单里只有取令牌的那台主机：一旦设置了名单，公众号和服务号的每个服务端调用都会检查。',
      ],
      cures: [
        `把报错里微信看到的 IP（不是 ifconfig 显示的）加进 ${places.ipWhiteList.zh}，需管理员扫码确认。`,
        '可以填网段（203.0.113.0/24）；改动几分钟后生效。',
        '没有固定 IP？让所有调用都经过一台有固定 IP 的主机，例如网关；只由它取令牌没有用。',
        `小程序有自己的名单，可以不设：${places.miniProgramIpWhiteList.zh}。那里只检查带 AppSecret 的调用。`,
        '微信的文档没有说 /sns/ 下的接口是否检查（未证实）。',
        '名单改好之前不要再调用：重试不会成功。',
      ],
    },
  },
  61004: {
    en: {
      meaning: 'The address that the call came from is not registered with the third-party platform.',
      causes: [
        "The platform's servers have a new public address.",
        "The address stands on an account's white list, while this call checks the platform's.",
      ],
      cures: [
        `Add the address: ${places.thirdPartyIpWhiteList.en}.`,
        'Every call of the platform is checked, so list the outgoing addresses of all its servers.',
        'Stop calling until the list is changed.',
      ],
    },
    zh: {
      meaning: '调用的出口 IP 没有在第三方平台登记。',
      causes: ['平台的服务器换了公网 IP。', 'IP 加在了某个账号的白名单里，而这个调用检查的是平台的。'],
      cures: [
        `到 ${places.thirdPartyIpWhiteList.zh} 添加。`,
        '平台的每个调用都会检查，请列出所有服务器的出口 IP。',
        '名单改好之前不要再调用。',
      ],
    },
  },
  45035: {
    en: {
      meaning: "The caller's address is not registered.",
      causes: ["The server's public address has changed, or was never put on the list."],
      cures: [
        `Add the address to the account's white list: ${places.ipWhiteList.en}. Repeating is useless before that.`,
      ],
    },
    zh: {
      meaning: '调用方的 IP 没有登记。',
      causes: ['服务器的公网 IP 变了，或从未加入名单。'],
      cures: [`把它加进账号的白名单：${places.ipWhiteList.zh}。在此之前重试没有用。`],
    },
  },
  40090: {
    en: {
      meaning: 'The request comes from an address that is not accepted.',
      causes: ['The call does not leave from a listed server.'],
      cures: ['Call from a server whose address is on the white list.'],
    },
    zh: {
      meaning: '请求来源的 IP 不被接受。',
      causes: ['调用不是从登记过的服务器发出的。'],
      cures: ['从 IP 在白名单里的服务器调用。'],
    },
  },
  40187: {
    en: {
      meaning: 'The IP address is not valid.',
      causes: ['An address in the request is written wrongly, or cannot be used here.'],
      cures: ['Check the address that the request names.'],
    },
    zh: {
      meaning: 'IP 地址无效。',
      causes: ['请求里的地址写法不对，或不能用在这里。'],
      cures: ['核对请求里写的地址。'],
    },
  },
  89501: {
    en: {
      meaning: "A call from this address still waits for the administrator's consent.",
      causes: ['The address is not on the white list, and WeChat has asked the administrator.'],
      cures: [
        'Let the administrator answer the message in WeChat, then call again; better, put the address on the white list.',
      ],
    },
    zh: {
      meaning: '来自这个 IP 的调用还在等管理员确认。',
      causes: ['IP 不在白名单，微信已向管理员发出确认。'],
      cures: ['请管理员在微信里确认后再调用；更好的办法是把 IP 加进白名单。'],
    },
  },
  89502: {
    en: {
      meaning: 'The call waits for the administrator.',
      causes: ['WeChat regards the call as risky and has asked the administrator.'],
      cures: ['Let the administrator confirm, and put the address on the white list.'],
    },
    zh: {
      meaning: '调用正在等管理员处理。',
      causes: ['微信认为调用有风险，已询问管理员。'],
      cures: ['请管理员确认，并把 IP 加进白名单。'],
    },
  },
  89503: {
    en: {
      meaning: "This call needs the administrator's consent.",
      causes: ['A token was fetched from an address that is not on the white list.'],
      cures: [
        'Let the administrator confirm in the message that WeChat sent, or put the address on the white list.',
      ],
    },
    zh: {
      meaning: '这次调用需要管理员确认。',
      causes: ['从白名单以外的 IP 获取令牌。'],
      cures: ['请管理员在微信发来的消息里确认，或把 IP 加进白名单。'],
    },
  },
  89504: {
    en: {
      meaning: "The call waits for the administrator's consent.",
      causes: ['WeChat has asked, and nobody has answered yet.'],
      cures: ['Let the administrator confirm; do not call in a loop meanwhile.'],
    },
    zh: {
      meaning: '调用正在等管理员确认。',
      causes: ['微信已经询问，还没有人回答。'],
      cures: ['请管理员确认；其间不要循环调用。'],
    },
  },
  89505: {
    en: {
      meaning: 'The call waits for the administrator; WeChat asks to try later.',
      causes: ['WeChat has asked, and nobody has answered yet.'],
      cures: ['Let the administrator confirm, then call again by hand.'],
    },
    zh: {
      meaning: '调用正在等管理员确认，微信要求稍后再试。',
      causes: ['微信已经询问，还没有人回答。'],
      cures: ['请管理员确认，然后手工再调用一次。'],
    },
  },
  89506: {
    en: {
      meaning: 'The administrator refused this address more than once; it is shut out for 24 hours.',
      causes: ['The administrator did not recognize the calls as theirs.'],
      cures: ['Stop calling, talk to the administrator, and put the address on the white list.'],
    },
    zh: {
      meaning: '管理员多次拒绝了这个 IP，24 小时内不能调用。',
      causes: ['管理员不认为这是自己的调用。'],
      cures: ['停止调用，与管理员沟通，把 IP 加进白名单。'],
    },
  },
  89507: {
    en: {
      meaning: 'The administrator refused this address; it is shut out for an hour.',
      causes: ['The administrator did not recognize the call as theirs.'],
      cures: ['Stop calling, talk to the administrator, and put the address on the white list.'],
    },
    zh: {
      meaning: '管理员拒绝了这个 IP，1 小时内不能调用。',
      causes: ['管理员不认为这是自己的调用。'],
      cures: ['停止调用，与管理员沟通，把 IP 加进白名单。'],
    },
  },
  61061: {
    en: {
      meaning: 'WeChat refuses calls from this region.',
      causes: ['The call comes from outside mainland China, where this interface is not open.'],
      cures: ['Call from a server in a region that WeChat allows.'],
    },
    zh: {
      meaning: '微信拒绝来自这个地区的调用。',
      causes: ['调用来自境外，而这个接口没有对境外开放。'],
      cures: ['从微信允许的地区的服务器调用。'],
    },
  },
}
