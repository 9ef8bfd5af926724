import type { OwnPage } from '@wxgate/wechat/way'

/** Pages about clients and their requests, of which the visitor's way knows nothing. */
export const ownPages = {
  expired: {
    code: 'login_expired',
    status: 400,
    tone: 'warn',
    texts: {
      en: {
        title: 'This page is too old',
        visitor: 'The sign-in was left open for too long, or was already finished.',
      },
      zh: { title: '页面已过期', visitor: '这次登录放置太久，或者已经完成。' },
    },
  },
  clientUnknown: {
    code: 'login_client_unknown',
    status: 404,
    tone: 'stop',
    texts: {
      en: {
        title: 'This application is not known here',
        visitor: 'The link that brought you here is wrong. Please tell the person who gave it to you.',
        operator: 'Add the client, or correct its id in the link.',
      },
      zh: {
        title: '这里不认识这个应用',
        visitor: '带你来的链接有误，请告诉给你链接的人。',
        operator: '请添加这个客户端，或改正链接里的编号。',
      },
    },
  },
  returnRefused: {
    code: 'login_return_refused',
    status: 400,
    tone: 'stop',
    texts: {
      en: {
        title: 'We may not send you back there',
        visitor: 'The link that brought you here wants to go on to a place that is not registered.',
        operator:
          'Register the return URL for this client, or correct return_to. It is compared by scheme, host, port and path.',
      },
      zh: {
        title: '不能把你送回那个地址',
        visitor: '带你来的链接想去一个没有登记的地方。',
        operator: '请为这个客户端登记返回地址，或改正 return_to。比较的是协议、主机、端口和路径。',
      },
    },
  },
} as const satisfies Record<string, OwnPage>
