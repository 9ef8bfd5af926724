import type { PageCode, PageText } from './page-text.ts'

/** The pages in Chinese. */
export const zhTexts: Readonly<Record<PageCode, PageText>> = {
  login_profile: {
    title: '可以使用你的头像和昵称吗？',
    visitor: '不会获取手机号，也不会获取好友。接下来微信会询问你。',
  },
  login_place: {
    title: '请在微信中打开',
    visitor: '复制下面的链接，发到微信的任意一个聊天里，再点开它。',
  },
  login_computer: {
    title: '请在电脑上登录',
    visitor: '这个网站用微信的二维码登录，要用手机扫电脑屏幕上的码。请在电脑的浏览器中打开此页。',
    operator: '网站应用只能在电脑上登录。有了公众号，微信里也能登录。',
  },
  login_mini_program: {
    title: '请在小程序中登录',
    visitor: '这个账号属于小程序。请在微信中打开小程序，在里面登录。',
    operator: '小程序在自己的页面里用 wx.login() 登录。',
  },
  login_plain: { title: '微信登录', visitor: '请在浏览器或微信中打开此页登录。' },
  login_denied: {
    title: '你没有登录',
    visitor: '你在微信中选择了拒绝，没有登录，也没有保存任何信息。',
  },
  login_declined: {
    title: '这个网站需要你的头像和昵称',
    visitor: '你选择了「暂不」，所以没有登录，也没有保存任何信息。随时可以重新开始。',
  },
  login_snapshot: {
    title: '当前为快照浏览',
    visitor: '微信正以快照显示此页，访客是虚拟的。请点右下角「使用完整服务」，再登录。',
  },
  login_wechat_failed: {
    title: '微信暂时无法登录',
    visitor: '没有丢失任何内容，请稍后再试。',
    operator: '微信拒绝了请求或没有应答。详情在日志里，按下面的请求编号查找。',
  },
  login_identity_mismatch: {
    title: '微信的回答前后矛盾',
    visitor: '它说的是两个不同的人，所以没有登录任何人。请重新开始。',
    operator: '用户资料与授权属于不同的人。审计里有记录；如果再次发生，请检查你与微信之间的网络。',
  },
  login_unexpected: { title: '我们这里出了点问题', visitor: '与你无关，请稍后再试。' },
  login_store_unavailable: {
    title: '现在无法登录',
    visitor: '我们的存储暂时连不上，请稍后再试。',
    operator: '存储没有应答。详情在日志里，按下面的请求编号查找。',
  },
  login_too_many: {
    title: '这里的登录次数过多',
    visitor: '请过几分钟再试。正在进行的登录可以继续完成。',
    operator: '这个浏览器或它所在的网络，十分钟内发起的登录超过了上限。',
  },
  login_visit_too_long: {
    title: '链接太长',
    visitor: '带你来的链接超出了一次登录能保存的长度，请返回，换一个链接。',
    operator: '返回地址最长 2,000 个字符，整个授权请求最长 4,000 个字符。',
  },
  login_cookie_missing: {
    title: '浏览器没有保存 Cookie',
    visitor: '微信已认出你，但浏览器在路上把它忘了。请允许 Cookie 后重新登录。',
  },
  login_application_refused: {
    title: '这里不能使用这个账号',
    visitor: '带你来的链接指定了一个此应用无权使用的微信账号。',
    operator: '请允许该客户端使用这个账号，并确认这里认识它。',
  },
  login_code_unreadable: {
    title: '无法读取微信的回答',
    visitor: '返回的链接已损坏，没有登录。请重新开始。',
  },
  login_state_missing: {
    title: '无法完成登录',
    visitor: '微信把你送回来时没有带上这次登录的标记，没有登录。请重新开始。',
  },
  login_state_unknown: {
    title: '这次登录已经结束',
    visitor: '可能超时、已经完成，或者链接在路上被改动过。请重新开始。',
  },
  login_browser_mismatch: {
    title: '这次登录是在另一个浏览器里开始的',
    visitor: '也可能是浏览器丢失了我们的 Cookie。没有登录，请就在这里，用同一个浏览器重新开始。',
  },
  login_appid_mismatch: {
    title: '这次登录属于另一个账号',
    visitor: '微信把你送回了错误的地方，没有登录。请重新开始。',
    operator: '两个微信账号共用了回调地址。这里每个账号都有自己的回调路径。',
  },
  login_attempt_stuck: { title: '这次登录中断了', visitor: '没能完成，没有登录。请重新开始。' },
  login_form_refused: {
    title: '这个表单来自别处',
    visitor: '没有执行任何操作，请在我们自己的页面上重新开始。',
  },
  handoff_scan: {
    title: '用微信扫一扫登录',
    visitor: '打开手机微信扫描二维码，并在手机询问时输入这个数字。',
  },
  handoff_approve: {
    title: '是你本人要登录吗？',
    visitor:
      '有人想在下面的浏览器中以你的身份登录。如果是你本人，请输入那块屏幕上的数字；如果是陌生人让你来的，请拒绝。',
  },
  handoff_number_wrong: { title: '数字不对', visitor: '请看另一块屏幕，输入上面的两位数字。' },
  handoff_approved: { title: '完成', visitor: '那边的浏览器已经登录，你可以关闭此页。' },
  handoff_denied: { title: '登录已被拒绝', visitor: '没有登录任何人，你可以关闭此页。' },
  handoff_gone: {
    title: '二维码已失效',
    visitor: '它两分钟内有效，只能使用一次。请在原来的页面上重新开始。',
  },
  handoff_claimed: { title: '二维码已被使用', visitor: '已经有别人扫过了。请在原来的页面上换一个新的。' },
}
