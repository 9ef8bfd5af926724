import type { BriefTable } from '../brief.ts'

/** The codes on the pages that hand a sign-in from a computer to a phone. */
export const handoffPages: BriefTable = {
  handoff_scan: {
    kind: 'ok',
    en: [
      'The computer shows a QR code and a number.',
      'The visitor signs in on a computer.',
      'Scan the code in WeChat and type the number there.',
    ],
    zh: ['电脑上显示二维码和数字。', '访客在电脑上登录。', '用微信扫码，并在手机上输入数字。'],
  },
  handoff_approve: {
    kind: 'ok',
    en: [
      'The phone asks whether the computer may be signed in.',
      'Somebody scanned the code of a computer.',
      'Type the number of your own screen; say no if a stranger sent the code.',
    ],
    zh: [
      '手机询问是否让电脑登录。',
      '有人扫了电脑上的二维码。',
      '输入自己屏幕上的数字；陌生人发来的码请拒绝。',
    ],
  },
  handoff_number_wrong: {
    kind: 'reauthorizeUser',
    en: [
      'The number is not the one on the computer.',
      'A typing error, or the code of another computer was scanned.',
      'Look at the screen again and type its two digits.',
    ],
    zh: ['数字与电脑上的不同。', '输入错误，或扫了另一台电脑的码。', '再看屏幕，输入那两位数字。'],
  },
  handoff_approved: {
    kind: 'ok',
    en: ['The computer is signed in.', 'The visitor approved on the phone.', 'Nothing to do.'],
    zh: ['电脑已经登录。', '访客在手机上同意了。', '什么也不用做。'],
  },
  handoff_denied: {
    kind: 'ok',
    en: ['The computer was not signed in.', 'The visitor said no on the phone.', 'Nothing to do.'],
    zh: ['电脑没有登录。', '访客在手机上拒绝了。', '什么也不用做。'],
  },
  handoff_gone: {
    kind: 'reauthorizeUser',
    en: [
      'The QR code is no longer good.',
      'It is older than two minutes, or was used.',
      'Load the page on the computer again.',
    ],
    zh: ['二维码已失效。', '超过两分钟，或已经用过。', '在电脑上重新打开页面。'],
  },
  handoff_claimed: {
    kind: 'reauthorizeUser',
    en: [
      'Another phone has scanned this QR code already.',
      'Two people scanned it, or the link was shared.',
      'Load the page on the computer again.',
    ],
    zh: ['另一部手机已经扫过这个二维码。', '两个人都扫了，或链接被分享。', '在电脑上重新打开页面。'],
  },
}
