import type { PageCode, PageText } from './page-text.ts'

/** The pages in English. */
export const enTexts: Readonly<Record<PageCode, PageText>> = {
  login_profile: {
    title: 'May we see your profile?',
    visitor: 'Not your phone number, not your contacts. WeChat asks you next.',
  },
  login_place: {
    title: 'Please open this page in WeChat',
    visitor: 'Copy the link below, send it to a chat of yours in WeChat, and tap it there.',
  },
  login_computer: {
    title: 'Please sign in at a computer',
    visitor:
      'This site signs people in by a QR code of WeChat’s, which a phone scans from a computer’s screen. Open this page in a browser there.',
    operator:
      'A website application works at computers alone. An official account lets people sign in inside WeChat too.',
  },
  login_mini_program: {
    title: 'Please use the mini program to sign in',
    visitor: 'This account belongs to a mini program. Open the mini program in WeChat and sign in there.',
    operator: 'A mini program signs people in from its own pages, by wx.login().',
  },
  login_plain: {
    title: 'Sign in with WeChat',
    visitor: 'Open this page in a browser or in WeChat to sign in.',
  },
  login_denied: {
    title: 'You did not sign in',
    visitor: 'You said no in WeChat. Nothing was signed in, and nothing was stored.',
  },
  login_declined: {
    title: 'This site needs your profile',
    visitor:
      'You said “not now”, so you were not signed in. Nothing was stored. You can start again at any time.',
  },
  login_snapshot: {
    title: 'This is only a preview',
    visitor:
      'WeChat shows this page as a snapshot, with a made-up visitor. Tap “使用完整服务” (use the full service) at the bottom right, then sign in.',
  },
  login_wechat_failed: {
    title: 'WeChat could not sign you in',
    visitor: 'Nothing is lost. Please try again in a moment.',
    operator: 'WeChat refused or did not answer. The details are in the log under the request below.',
  },
  login_identity_mismatch: {
    title: 'WeChat contradicted itself',
    visitor: 'It named two different people, so nobody was signed in. Please start again.',
    operator:
      'Profile and grant are of different people. It is in the audit; if it happens again, look at what stands between you and WeChat.',
  },
  login_unexpected: {
    title: 'Something went wrong here',
    visitor: 'It is our fault, not yours. Please try again in a moment.',
  },
  login_store_unavailable: {
    title: 'We cannot sign you in right now',
    visitor: 'What we remember is out of reach for a moment. Please try again shortly.',
    operator: 'The store did not answer. The details are in the log under the request below.',
  },
  login_too_many: {
    title: 'Too many sign-ins from here',
    visitor: 'Please wait a few minutes, then try again. A sign-in that is under way can be finished.',
    operator: 'This browser or its network began more sign-ins in ten minutes than the limit allows.',
  },
  login_visit_too_long: {
    title: 'This link is too long',
    visitor:
      'The link that brought you here carries more than a sign-in can keep. Please go back and use another one.',
    operator: 'The address to return to may have 2,000 characters, and a whole authorization request 4,000.',
  },
  login_cookie_missing: {
    title: 'Your browser did not keep our cookie',
    visitor:
      'You are known to WeChat, but this browser forgot it on the way. Allow cookies and sign in again.',
  },
  login_application_refused: {
    title: 'This account cannot be used here',
    visitor: 'The link that brought you here names a WeChat account that this application may not use.',
    operator: 'Allow the account for this client and see that it is known here.',
  },
  login_code_unreadable: {
    title: 'WeChat’s answer could not be read',
    visitor: 'The link came back damaged. Nothing was signed in. Please start again.',
  },
  login_state_missing: {
    title: 'This sign-in cannot be completed',
    visitor:
      'WeChat sent you back without the sign of your sign-in. Nothing was signed in. Please start again.',
  },
  login_state_unknown: {
    title: 'This sign-in is over',
    visitor:
      'It took too long, was finished already, or its link was changed on the way. Please start again.',
  },
  login_browser_mismatch: {
    title: 'This sign-in began in another browser',
    visitor:
      'Or your browser has lost our cookie. Nothing was signed in. Please start again here, in one browser.',
  },
  login_appid_mismatch: {
    title: 'This sign-in belongs to another account',
    visitor: 'WeChat sent you back to the wrong place. Nothing was signed in. Please start again.',
    operator: 'Two WeChat accounts share a callback. Each account has its own callback path here.',
  },
  login_attempt_stuck: {
    title: 'This sign-in was interrupted',
    visitor: 'It could not be finished. Nothing was signed in. Please start again.',
  },
  login_form_refused: {
    title: 'This form came from elsewhere',
    visitor: 'Nothing was done. Please start again on our own page.',
  },
  handoff_scan: {
    title: 'Scan with WeChat to sign in',
    visitor: 'Open WeChat on your phone, scan the code, and type this number there when it asks.',
  },
  handoff_approve: {
    title: 'Is it you who signs in there?',
    visitor:
      'Somebody wants to sign in as you in the browser below. If that is you, type the number that its screen shows. If a stranger sent you here, say no.',
  },
  handoff_number_wrong: {
    title: 'That is not the number',
    visitor: 'Look at the other screen, and type its two digits.',
  },
  handoff_approved: { title: 'Done', visitor: 'The other browser is signed in. You can close this page.' },
  handoff_denied: {
    title: 'The sign-in was refused',
    visitor: 'Nobody was signed in. You can close this page.',
  },
  handoff_gone: {
    title: 'This code is no longer good',
    visitor: 'It lives for two minutes, and works once. Start again where it was shown.',
  },
  handoff_claimed: {
    title: 'This code is taken',
    visitor: 'Somebody else has scanned it already. Ask for a new one where it was shown.',
  },
}
