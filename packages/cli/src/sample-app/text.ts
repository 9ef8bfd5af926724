/** The sample's words, in both languages. */
export const texts = {
  en: {
    lang: 'en',
    title: 'Sample app',
    lead: 'A small application with OpenID Connect. It knows nothing of WeChat; the gateway does.',
    signIn: 'Sign in with WeChat',
    direct: 'Or by the direct door, without OpenID Connect',
    signOut: 'Sign out',
    hello: (name: string) => `Hello, ${name}`,
    stranger: 'friend',
    follows: 'Follows the account',
    doesNotFollow: 'Does not follow the account',
    unknown: 'not known',
    problemTitle: 'You are not signed in',
    denied: 'You went back without signing in.',
    failed:
      'The sign-in could not be completed. It may have been finished in another tab, or taken too long.',
    home: 'Back to the start',
  },
  zh: {
    lang: 'zh-CN',
    title: '示例应用',
    lead: '一个使用 OpenID Connect 的小应用。它不了解微信，微信的事交给网关。',
    signIn: '微信登录',
    direct: '或走直接入口，不用 OpenID Connect',
    signOut: '退出登录',
    hello: (name: string) => `你好，${name}`,
    stranger: '朋友',
    follows: '已关注公众号',
    doesNotFollow: '未关注公众号',
    unknown: '未知',
    problemTitle: '没有登录',
    denied: '你没有登录就返回了。',
    failed: '登录没有完成：可能已在另一个标签页完成，或者耗时太久。',
    home: '回到首页',
  },
}

export type Texts = (typeof texts)['en']

/** Chinese for whoever prefers it, English for everybody else. */
export function readTexts(acceptLanguage: string | undefined): Texts {
  const [first = ''] = (acceptLanguage ?? '').split(',')
  return first.trim().toLowerCase().startsWith('zh') ? texts.zh : texts.en
}
