/**
 * The script of the QR page. It polls as WeChat's page does, leaves for the callback when the phone has allowed,
 * and lets a person of the town scan by calling the simulator's own API.
 */
export const QRCONNECT_SCRIPT = `
(() => {
  const page = document.getElementById('login').dataset
  const statuses = document.querySelectorAll('.js_status')
  const show = (name) => { for (const each of statuses) each.hidden = !each.classList.contains(name) }
  const leave = (parameters) => {
    const url = new URL(page.redirectUri)
    const added = Object.entries(parameters).map(([name, value]) => name + '=' + encodeURIComponent(value))
    url.search = [...(url.search === '' ? [] : [url.search.slice(1)]), ...added].join('&')
    const target = page.self === 'true' ? window : window.top
    target.location.href = url.href
  }
  const act = (errcode, code) => {
    if (errcode === 405 && code !== '') { show('js_wx_success'); leave({ code, state: page.state }); return false }
    if (errcode === 404) show('js_wx_after_scan')
    if (errcode === 403) {
      show('js_wx_after_cancel')
      if (page.refusal === 'state') { leave({ state: page.state }); return false }
    }
    if (errcode === 402 || errcode === 500) { location.reload(); return false }
    return true
  }
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const poll = async () => {
    let last = ''
    for (;;) {
      let text = ''
      try {
        const query = new URLSearchParams({ uuid: page.uuid, ...(last === '' ? {} : { last }), _: String(Date.now()) })
        text = await (await fetch('/connect/l/qrconnect?' + query, { cache: 'no-store' })).text()
      } catch {}
      const found = /wx_errcode=(\\d+);window\\.wx_code='([^']*)'/.exec(text)
      if (!found) { await wait(2000); continue }
      const errcode = Number(found[1])
      if (!act(errcode, found[2])) return
      if (errcode === 404 || errcode === 403) last = String(errcode)
      await wait(found[1] === '408' ? 500 : 100)
    }
  }
  const panel = document.getElementById('panel')
  const shown = document.getElementById('call')
  const build = (decision) => JSON.stringify({ person: panel.elements.person.value, uuid: page.uuid, decision })
  const tell = (decision) => { shown.textContent = 'POST /__sim/phone/scan ' + build(decision) }
  panel.addEventListener('submit', async (event) => {
    event.preventDefault()
    const decision = event.submitter.value
    tell(decision)
    await fetch('/__sim/phone/scan', { method: 'POST', body: build(decision), headers: { 'content-type': 'application/json' } })
  })
  panel.addEventListener('change', () => tell('allow'))
  tell('allow')
  poll()
})()
`
