import type { MutantList } from '../mutant.ts'

const handing = 'packages/wechat/src/way/handoff.ts'
const phone = 'packages/wechat/src/way/phone.ts'
const unit = 'packages/wechat/src/way/handoff.test.ts'
const way = 'e2e/way/handoff.test.ts'
const phones = 'e2e/way/phone.test.ts'
const typed = 'a computer signs in through the phone that scans its code and types its number'

export const handoff: MutantList = {
  name: 'way/handoff',
  about: 'a computer that signs in through a phone: whose code, whose number, how long, how often',
  mutants: [
    {
      name: 'A code is known to the browser that shows it alone',
      file: handing,
      from: 'record && !isOver(record, place) && (await isOwn(record, browserId)) ? record : undefined',
      to: 'record && !isOver(record, place) ? record : undefined',
      story: {
        file: phones,
        test: 'a browser that knows the link of a code sees neither its number nor its state',
      },
    },
    {
      name: 'An approval goes to the browser that shows the code',
      file: handing,
      from: 'if (found === undefined || !(await isOwn(found, browserId))) return undefined',
      to: 'if (found === undefined) return undefined',
      story: {
        file: unit,
        test: 'a handoff goes from scan to approval to the browser that started it, and to no other',
      },
    },
    {
      name: 'The purpose of a code is told to the browser that shows it alone',
      file: handing,
      from: 'return record && (await isOwn(record, browserId)) ? record.context : undefined',
      to: 'return record ? record.context : undefined',
      story: { file: phones, test: 'a browser that knows the link of a code begins none of its own from it' },
    },
    {
      name: 'The phone types the number that the computer shows',
      file: handing,
      from: 'if (isSameText(record.number, number))',
      to: 'if (number.length === 2)',
      story: { file: way, test: typed },
    },
    {
      name: 'Three wrong numbers end a code',
      file: handing,
      from: 'if (wrongNumbers < mostWrong) return { record: { ...record, wrongNumbers } }',
      to: 'if (wrongNumbers < mostWrong) return { record }',
      story: { file: way, test: 'a second phone, three wrong numbers and a no end a code without a session' },
    },
    {
      name: 'A code lives for 120 s until it is scanned',
      file: handing,
      from: 'const pendingMs = 120_000',
      to: 'const pendingMs = 1_200_000',
      story: { file: phones, test: 'a code that nobody scans is over after two minutes' },
    },
    {
      name: 'A code that was scanned lives for five minutes',
      file: handing,
      from: 'const claimedMs = 300_000',
      to: 'const claimedMs = 3_000_000',
      story: {
        file: phones,
        test: 'a code that was scanned is over after five minutes, and its number with it',
      },
    },
    {
      name: 'An approval waits a minute for the computer',
      file: handing,
      from: 'const endedMs = 60_000',
      to: 'const endedMs = 6_000_000',
      story: { file: unit, test: 'a code lives for 120 s until it is scanned, and for 5 minutes then' },
    },
    {
      name: 'A code that is over changes no more',
      file: handing,
      from: 'if (row === undefined || record === undefined || isOver(record, place))',
      to: 'if (row === undefined || record === undefined)',
      story: { file: unit, test: 'a code lives for 120 s until it is scanned, and for 5 minutes then' },
    },
    {
      name: 'A code that was denied or approved cannot become the other',
      file: handing,
      from: "return record.status === 'claimed' ? undefined : 'gone'",
      to: 'return undefined',
      story: { file: unit, test: 'what was denied, or approved, cannot become the other' },
    },
    {
      name: 'A code belongs to the phone that scanned it first',
      file: handing,
      from: "if (record.status !== 'pending') return record.claimedBy === by ? 'gone' : 'taken'",
      to: "if (record.status !== 'pending' && record.status !== 'claimed') return 'gone'",
      story: { file: way, test: 'a second phone, three wrong numbers and a no end a code without a session' },
    },
    {
      name: 'The phone that scanned a code alone says yes or no',
      file: handing,
      from: "if (record.claimedBy !== by) return 'taken'",
      to: '',
      story: { file: unit, test: 'of many phones that scan at once one gets it, and only that one decides' },
    },
    {
      name: 'A link that is opened outside WeChat claims no code',
      file: phone,
      from: "if (routes[locate(kit, ask)].wechat !== 'authorize') return await sendOpenPage(kit, ask, handle, trip)\n",
      to: '',
      story: {
        file: way,
        test: 'a phone’s own browser waits with a link, and goes on when it was opened in WeChat',
      },
    },
    {
      name: 'A no on the phone ends the code',
      file: handing,
      from: "(record) => readRefusal(record, by) ?? { record: { ...record, status: 'denied' }, lifeMs: endedMs },",
      to: '(record) => readRefusal(record, by) ?? { record, isSame: true },',
      story: { file: phones, test: 'a no on the phone ends the code, and the number is too late after it' },
    },
    {
      name: 'A session of long ago sees no code to approve',
      file: phone,
      from: 'if (!isFresh(person, claimed)) return await signIn(kit, ask, opened)',
      to: '',
      story: { file: phones, test: 'a session of long ago approves nothing' },
    },
    {
      name: 'A session of long ago approves nothing by the form alone',
      file: phone,
      from: 'if (person === undefined || !isFresh(person, handoff)) return await signIn(kit, ask, opened)',
      to: 'if (person === undefined) return await signIn(kit, ask, opened)',
      story: { file: phones, test: 'a session of long ago approves nothing' },
    },
    {
      name: 'A finish that is loaded again is the same one',
      file: handing,
      from: "if (record.status === 'redeemed') return { record, isSame: true }\n",
      to: '',
      story: { file: way, test: 'twelve redeems at once by the right browser are one answer' },
    },
    {
      name: 'A finish that is loaded again signs nobody in anew',
      file: 'packages/wechat/src/way/desktop.ts',
      from: "if (found?.status === 'approved' && found.result !== undefined)",
      to: 'if (found?.result !== undefined)',
      story: { file: phones, test: 'a finish that is loaded again signs nobody in who has signed out' },
    },
    {
      name: 'An approval is gone when its person is forgotten',
      file: handing,
      from: '...(owner !== undefined && { owner })',
      to: '',
      story: {
        file: 'e2e/library-handoff-session.test.ts',
        test: 'what somebody approved is gone when they are forgotten before the computer fetched it',
      },
    },
    {
      name: 'A code is made anew by itself three times',
      file: 'packages/wechat/src/way/restart.ts',
      from: 'const mostRenewals = 3',
      to: 'const mostRenewals = 4',
      story: { file: way, test: 'a code that is over is made anew by itself three times, then by a click' },
    },
    {
      name: 'A browser is a phone on a developer’s computer alone',
      file: 'packages/wechat/src/way/pretend-phone.ts',
      from: 'return loopback.test(origin) && wechat.length > 0 &&',
      to: 'return wechat.length > 0 &&',
      story: {
        file: 'e2e/library-pretend-phone.test.ts',
        test: 'it exists on a developer’s computer alone: not on another origin',
      },
    },
    {
      name: 'A browser is a phone where WeChat is simulated alone',
      file: 'packages/wechat/src/way/pretend-phone.ts',
      from: ' && !wechat.some((one) => real.has(one))',
      to: '',
      story: {
        file: 'e2e/library-pretend-phone.test.ts',
        test: 'it exists on a developer’s computer alone: not on another origin',
      },
    },
    {
      name: 'A form makes no phone of a browser where there is no pretend phone',
      file: 'packages/wechat/src/way/restart.ts',
      from: "if (kit.pretends && form.get('pretend') === '1')",
      to: "if (form.get('pretend') === '1')",
      story: {
        file: 'e2e/library-pretend-phone.test.ts',
        test: 'a form of its own makes no phone of a browser elsewhere',
      },
    },
    {
      name: 'A cookie makes no phone of a browser where there is no pretend phone',
      file: 'packages/wechat/src/way/pretend-phone.ts',
      from: 'if (kit.pretends && kit.cookies.readPretends(ask))',
      to: 'if (kit.cookies.readPretends(ask))',
      story: {
        file: 'e2e/library-pretend-phone.test.ts',
        test: 'it exists on a developer’s computer alone: not on another origin',
      },
    },
  ],
}
