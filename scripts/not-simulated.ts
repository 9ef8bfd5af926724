import type { Words } from '../packages/simulator/src/rules/rule.ts'

/** Answers that WeChat documents and no rule gives, and why. A page is named by its code, or by its text. */
export type NotSimulated = { answers: readonly (number | string)[]; why: Words }

/** Everything the simulator never answers by itself. Whatever is a number can be had by a fault. */
export const notSimulated: readonly NotSimulated[] = [
  {
    answers: [-1, -1000, 61450, 9001006],
    why: {
      en: 'Trouble of WeChat’s own servers. The preset `half-an-hour-of-minus-one` and the fault kinds bring it about.',
      zh: '微信服务器自身的故障。用预设 `half-an-hour-of-minus-one` 或各种故障来制造。',
    },
  },
  {
    answers: [40014, 40094, 40116, 41013, 48012, 61058, 89256, 9300507],
    why: {
      en: 'Other spellings of a token or code that is wrong or missing; the calls here say 40001, 40029, 41008 or 61006.',
      zh: '令牌或 code 错误、缺失的其他写法；这里的接口返回 40001、40029、41008 或 61006。',
    },
  },
  {
    answers: [40226, 43019, 46004, 48002, 50002],
    why: {
      en: 'Nobody in the town is blocked, frozen or gone; an openid that nobody has is 40003.',
      zh: '小镇里没有被拦截、冻结或注销的人；没有人使用的 openid 返回 40003。',
    },
  },
  {
    answers: [40243, 42007],
    why: {
      en: 'No AppSecret is ever frozen and nobody changes a WeChat password; see the preset `secret-reset` and `withdraw`.',
      zh: '没有被冻结的 AppSecret，也没有人修改微信密码；可用预设 `secret-reset` 与 `withdraw`。',
    },
  },
  {
    answers: [43016, 43104, 45102, 45501, 48003, 48004, 50004, 50007],
    why: {
      en: 'No account of the town is punished, frozen or still to be reviewed.',
      zh: '小镇里没有受处罚、被冻结或待审核的账号。',
    },
  },
  {
    answers: [42005, 45103, 48009],
    why: { en: 'Calls that WeChat has retired are not here at all.', zh: '微信已下线的接口这里根本没有。' },
  },
  {
    answers: [40131, 45104, 91030],
    why: {
      en: 'Limits whose size is not published; see the switches that end in PerDay and PerMinute for those that are.',
      zh: '没有公布数值的限额；已公布的见以 PerDay、PerMinute 结尾的开关。',
    },
  },
  {
    answers: [89501, 89502, 89503, 89504, 89505, 89506, 89507],
    why: {
      en: 'The town has no administrator who confirms an address on the phone; an address that is not on the list is 40164.',
      zh: '小镇没有在手机上确认 IP 的管理员；不在白名单的 IP 返回 40164。',
    },
  },
  {
    answers: [40090, 40187, 45035, 61061],
    why: {
      en: 'Other spellings of an address that is not welcome; here 40164, for platforms 61004.',
      zh: 'IP 不被允许的其他写法；这里是 40164，第三方平台为 61004。',
    },
  },
  {
    answers: [43003],
    why: { en: 'Plain HTTP is what a laptop has.', zh: '在笔记本电脑上用的就是明文 HTTP。' },
  },
  {
    answers: [40033, 47002],
    why: {
      en: 'Bodies with `\\uXXXX` were refused in former years; today’s servers take them, and so does the simulator.',
      zh: '过去拒绝含 `\\uXXXX` 的请求体；如今的服务器接受，模拟器也接受。',
    },
  },
  {
    answers: [
      40031, 40035, 40038, 40039, 40048, 40095, 40101, 40173, 40178, 40188, 40190, 41010, 61008, 61020,
    ],
    why: {
      en: 'In the table of return codes, but named at none of the calls that are simulated; the nearest here are 40097 and 47001.',
      zh: '返回码表里有，但所模拟的接口都没有提到；这里最接近的是 40097 与 47001。',
    },
  },
  {
    answers: [61451],
    why: { en: 'As 40097, for platforms’ other calls.', zh: '同 40097，属于第三方平台的其他接口。' },
  },
  {
    answers: [43005, 43007, 50003, 50005, 60006],
    why: {
      en: 'Conditions of calls that are not simulated; for signing in there is the page 10006, for a withdrawn grant 50001.',
      zh: '属于未模拟接口的条件；登录对应的是页面 10006，撤回授权对应 50001。',
    },
  },
  {
    answers: [49001, 49003, 49004],
    why: {
      en: 'A wrong openid is 40003 at every call here.',
      zh: '这里所有接口对错误的 openid 都返回 40003。',
    },
  },
  {
    answers: [40091, 41019, 61000, 61001, 61017, 86000],
    why: {
      en: 'Other spellings of 61006, 41004, 61011, 61007 and 61003; which one WeChat chooses is not known.',
      zh: '61006、41004、61011、61007、61003 的其他写法；微信何时用哪一个并不清楚。',
    },
  },
  {
    answers: [61016, 61018, 61019, 61021, 61022, 61025, 61028, 61029, 61030],
    why: {
      en: 'Platforms of the town are published, need no confirmation, and have no option that is read-only.',
      zh: '小镇的第三方平台都已全网发布，权限集无需确认，也没有只读选项。',
    },
  },
  {
    answers: [61026, 61027, 89000, 89001, 89002, 89003, 89004, 89249],
    why: {
      en: 'Registering accounts and binding them to an open-platform account by the API are not simulated; the seed says who is bound.',
      zh: '不模拟通过接口注册账号、绑定开放平台；绑定关系写在种子里。',
    },
  },
  {
    answers: [40166, 40180, 40185, 42009, 83006, 83008, 83009, 94005, 94006, 9001003, 9300702, 9300705],
    why: {
      en: 'Of other products: mini programs’ administration, cards, invoices, devices.',
      zh: '属于其他产品：小程序管理、卡券、发票、设备。',
    },
  },
  {
    answers: [45057],
    why: {
      en: 'No tag of the town has 100,000 people.',
      zh: '小镇里没有十万人的标签。',
    },
  },
  {
    answers: [40018, 40119],
    why: {
      en: 'A long name of a menu gets a note, since the documents disagree on its length; every account has every kind of entry.',
      zh: '菜单名过长只有提示，因为各文档的限制不一致；每个账号都可以使用所有按钮类型。',
    },
  },
  {
    answers: ['10004', '10009', 'key expired'],
    why: {
      en: 'No account is banned, nobody taps too often, and links hold no session. A fault with 10004 or 10009 at `/connect/oauth2/authorize` shows the page.',
      zh: '没有被封禁的账号，没有操作过于频繁的人，链接里也没有会话。在 `/connect/oauth2/authorize` 设置 10004 或 10009 的故障可以看到页面。',
    },
  },
  {
    answers: ['微信登录失败'],
    why: {
      en: 'The title of WeChat’s frame; ours says that it is simulated.',
      zh: '微信外框的标题；这里的标题写明是模拟。',
    },
  },
]
