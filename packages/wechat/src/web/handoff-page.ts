import type { HandoffContext } from './desktop-handoff.ts'
import type { Handoff } from './handoff.ts'
import { html } from './html.ts'
import { buildStartPath, type LoginKit, type Visit } from './kit.ts'
import { readLanguage, sendPage } from './page.ts'
import { type PageCode, pageTexts, wordTexts } from './page-text.ts'
import { buildPretendForm } from './pretend-phone.ts'
import { drawQr } from './qr-picture.ts'

// Asks every 1.5 s, slower while the connection is lost, and not while nobody looks. When the code is over it asks for
// another one.
const waitScript = `(()=>{const here=location.pathname.replace(/[/]$/,''),line=document.querySelector('[role=status]');let lost=0
const ask=async()=>{if(!document.hidden)try{const{status}=await(await fetch(here+'/state',{cache:'no-store'})).json()
lost=0;if(status==='approved'||status==='redeemed')return location.replace(here+'/finish')
if(status==='gone')return location.replace(line.dataset.again)
if(status==='denied')return location.reload()
line.textContent=line.dataset[status]}catch{lost+=1}
setTimeout(ask,Math.min(15000,1500*2**lost))}
setTimeout(ask,1500)})()`

/** The computer's page: the code to scan, the number to type on the phone, and the wait. */
export function sendScanPage(
  kit: LoginKit,
  request: Request,
  { handle, handoff, visit }: { handle: string; handoff: Handoff; visit: Visit },
): Promise<Response> {
  const language = readLanguage(request)
  const [title, visitor] = pageTexts[language].handoff_scan
  const word = wordTexts[language]
  const link = `${kit.origin}${kit.path}/handoff/${handle}`
  const anew = buildStartPath(kit, { ...visit, restarts: visit.restarts + 1 })
  const { pending, claimed } = word.status
  return sendPage({
    status: 200,
    language,
    title,
    formOrigins: kit.formOrigins,
    script: waitScript,
    reloadSeconds: 3,
    body: html`<p>${visitor}</p>
<div class="qr" role="img" aria-label="${title}">${drawQr(link)}</div>
<p><output id="number">${handoff.number}</output></p>
<p role="status" data-pending="${pending}" data-claimed="${claimed}" data-again="${anew}">${handoff.status === 'claimed' ? claimed : pending}</p>
<p class="hint">${word.cannotScan} <a href="${link}">${link}</a></p>
${buildPretendForm(kit, visit, language)}`,
  })
}

/** The phone's page: which computer it is, the number to type, and a way to say no that is as easy. */
export function sendApprovePage(
  kit: LoginKit,
  request: Request,
  { handle, context, wrong }: { handle: string; context: HandoffContext; wrong: boolean },
): Promise<Response> {
  const language = readLanguage(request)
  const { handoff_approve: approve, handoff_number_wrong: numberWrong } = pageTexts[language]
  const [title, visitor] = wrong ? numberWrong : approve
  const word = wordTexts[language]
  const action = `${kit.path}/handoff/${handle}`
  return sendPage({
    status: wrong ? 403 : 200,
    language,
    title,
    formOrigins: kit.formOrigins,
    body: html`<p>${visitor}</p>
<p>${word.site}: ${kit.site}<br>${word.computer}: ${context.computer}</p>
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
export function sendHandoffPage(kit: LoginKit, request: Request, code: PageCode): Promise<Response> {
  const language = readLanguage(request)
  const [title, visitor] = pageTexts[language][code]
  return sendPage({
    status: code === 'handoff_approved' || code === 'handoff_denied' ? 200 : 409,
    language,
    title,
    formOrigins: kit.formOrigins,
    body: html`<p>${visitor}</p><p class="hint facts">${code}</p>`,
  })
}

/** What a person would call this browser: `Chrome, Windows`. Only for show: anybody can send any header. */
export function readComputer(userAgent: string | null): string {
  const agent = userAgent ?? ''
  const find = (names: readonly (readonly [RegExp, string])[]) =>
    names.find(([pattern]) => pattern.test(agent))?.[1]
  const browser = find([
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/OPR\//, 'Opera'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = find([
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ])
  return [browser, system].filter((part) => part !== undefined).join(', ') || '?'
}
