import type { Answer, Ask } from './ask.ts'
import type { Handoff } from './handoff.ts'
import type { HandoffTrip } from './handoff-trip.ts'
import { type Html, html } from './html.ts'
import type { Kit } from './kit.ts'
import type { Language } from './language.ts'
import { findLanguage, findText, sendLoginPage, sendPage } from './login-page.ts'
import type { PageCode } from './page-text.ts'
import { wordTexts } from './page-text.ts'
import { buildPretendForm } from './pretend-phone.ts'
import { drawQr } from './qr-picture.ts'

// Where the host can wait, the answer comes when something changed, and the next question follows at once; else it asks
// every 1.5 s. It asks slower while the connection is lost, and not while nobody looks. What the browser notices of the
// connection counts at once; the first answer after a loss does not wait for news. When the code is over and somebody
// looks, the page asks for another one.
const waitScript = `(()=>{const d=document,line=d.querySelector('[role=status]'),now=d.getElementById('now'),qr=d.querySelector('.qr'),copy=d.getElementById('copy'),here=location.pathname.replace(/[/]$/,''),pause=+line.dataset.pause
let seen=line.dataset.seen,lost=0,busy=false,timer,stop
const ask=async()=>{if(busy)return
clearTimeout(timer)
let next=1500
if(!d.hidden){busy=true;stop=new AbortController
try{const{status}=await(await fetch(here+'/state'+(lost?'':'?seen='+seen),{cache:'no-store',signal:stop.signal})).json()
if(typeof status!=='string')throw 0
lost=0;now.hidden=true;next=pause
if(status==='approved'||status==='redeemed')return location.replace(here+'/finish')
if(status==='denied')return location.reload()
if(status==='gone'){if(!d.hidden)return d.getElementById('renew').submit()}
else{seen=status;line.textContent=line.dataset[status];qr&&qr.classList.toggle('scanned',status==='claimed')}}
catch{lost+=1;line.textContent=line.dataset.offline;now.hidden=false;next=Math.min(15000,1500*2**lost)}
finally{busy=false}}
timer=setTimeout(ask,next)}
now.onclick=ask
addEventListener('online',ask)
addEventListener('offline',()=>{stop&&stop.abort()})
d.addEventListener('visibilitychange',()=>{d.hidden||ask()})
if(copy){copy.hidden=false;copy.onclick=async()=>{await navigator.clipboard.writeText(copy.dataset.text);copy.textContent=copy.dataset.done}}
ask()})()`

/** The waiting page: the code to scan or the link to open, the number to type in WeChat, and the wait. */
export async function sendScanPage(
  kit: Kit,
  ask: Ask,
  { handle, handoff, trip }: { handle: string; handoff: Handoff; trip: HandoffTrip },
): Promise<Answer> {
  const { visit, layout } = trip
  const language = findLanguage(kit, ask, visit)
  const facts = await kit.host.readFacts(visit)
  const { title, visitor } = findText(kit, language, layout === 'code' ? 'handoff_scan' : 'login_place')
  const word = wordTexts[language]
  const link = `${kit.host.origin}${kit.host.paths.handoff}/${handle}`
  return await sendPage(kit, facts, {
    status: 200,
    language,
    title,
    script: waitScript,
    reloadSeconds: 3,
    body: html`<p>${visitor}</p>
<p>${word.site}${facts.site}</p>
${layout === 'code' ? buildCode(title, link, handoff) : buildLink(link, language)}
<p><output id="number">${handoff.number}</output></p>
${buildStatus(kit, handoff, language)}
${layout === 'code' ? html`<p class="hint">${word.cannotScan} <a href="${link}">${link}</a></p>` : undefined}
<form method="post" action="${kit.host.paths.start}" id="renew" hidden>
<input type="hidden" name="handle" value="${handle}"><input type="hidden" name="renew" value="1">
</form>
${buildPretendForm(kit, { handle }, language)}`,
  })
}

function buildCode(title: string, link: string, { status }: Handoff): Html {
  const look = status === 'claimed' ? 'qr scanned' : 'qr'
  return html`<div class="${look}" role="img" aria-label="${title}">${drawQr(link)}</div>`
}

function buildLink(link: string, language: Language): Html {
  const { copy, copied, typeThere } = wordTexts[language]
  return html`<p><a href="${link}">${link}</a></p>
<p><button id="copy" hidden data-text="${link}" data-done="${copied}">${copy}</button></p>
<p>${typeThere}</p>`
}

function buildStatus({ host }: Kit, { status }: Handoff, language: Language): Html {
  const word = wordTexts[language]
  const { pending, claimed, offline } = word.status
  return html`<p role="status" data-seen="${status}" data-pause="${host.wait ? 100 : 1500}" data-pending="${pending}" data-claimed="${claimed}" data-offline="${offline}">${status === 'claimed' ? claimed : pending}</p>
<button id="now" class="quiet" hidden>${word.tryNow}</button>`
}

/** For a link of a code that was opened outside WeChat: it works there alone. */
export async function sendOpenPage(kit: Kit, ask: Ask, handle: string, trip: HandoffTrip): Promise<Answer> {
  const language = findLanguage(kit, ask, trip.visit)
  const link = `${kit.host.origin}${kit.host.paths.handoff}/${handle}`
  const actions = html`<p><a href="${link}">${link}</a></p>
${buildPretendForm(kit, { opened: handle }, language)}`
  return await sendLoginPage(kit, ask, 'login_place', { visit: trip.visit, actions })
}

/** The phone's page: which site and computer it is, the number to type, and a way to say no that is as easy. */
export async function sendApprovePage(
  kit: Kit,
  ask: Ask,
  { handle, handoff, trip, wrong }: { handle: string; handoff: Handoff; trip: HandoffTrip; wrong: boolean },
): Promise<Answer> {
  const language = findLanguage(kit, ask, trip.visit)
  const facts = await kit.host.readFacts(trip.visit)
  const { title, visitor } = findText(kit, language, wrong ? 'handoff_number_wrong' : 'handoff_approve')
  const word = wordTexts[language]
  const action = `${kit.host.paths.handoff}/${handle}`
  const seconds = Math.max(0, Math.round((kit.host.now() - handoff.createdAt) / 1000))
  return await sendPage(kit, facts, {
    status: wrong ? 403 : 200,
    language,
    title,
    tone: wrong ? 'warn' : 'ask',
    body: html`<p>${visitor}</p>
<p>${word.site}${facts.site}<br>${word.computer}${trip.computer}<br>${trip.address === undefined ? undefined : html`${word.address}${trip.address}<br>`}${word.begun(seconds)}</p>
<form method="post" action="${action}" id="continue">
<label for="number">${word.number}</label>
<input id="number" name="number" inputmode="numeric" pattern="[0-9]{2}" maxlength="2" autocomplete="off" required>
<button>${word.approve}</button>
</form>
<form method="post" action="${action}">
<input type="hidden" name="decision" value="deny">
<button class="quiet">${word.deny}</button>
</form>`,
  })
}

/** The phone's last page: what became of it. */
export function sendHandoffPage(kit: Kit, ask: Ask, code: PageCode): Promise<Answer> {
  const isDone = code === 'handoff_approved' || code === 'handoff_denied'
  return sendLoginPage(kit, ask, code, { status: isDone ? 200 : 409 })
}
