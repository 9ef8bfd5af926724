/** Browsers by the name that they give themselves. */
export const agents = {
  desktop: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36',
  phone: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36',
  wecom: 'Mozilla/5.0 (iPhone) Mobile MicroMessenger/7.0.1 wxwork/4.1.0',
  wechatDesktop: 'Mozilla/5.0 (Windows NT 10.0) WindowsWechat MicroMessenger/7.0.20',
  miniProgram: 'Mozilla/5.0 (iPhone) Mobile MicroMessenger/8.0.54 miniProgram/wx0123456789abcdef',
  crawler: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
}
