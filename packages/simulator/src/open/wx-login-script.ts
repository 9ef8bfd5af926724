import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * `new WxLogin({...})` for websites, with WeChat's option names. `redirect_uri` must be percent-encoded by the
 * caller: like every value it is written into the link as it is. The frame comes from where this script does.
 */
const SCRIPT = `(function (window, document) {
  var source = document.currentScript ? document.currentScript.src : ''
  var origin = source ? new URL(source).origin : ''
  function isGiven(value) { return value !== undefined && value !== null && value !== '' }
  function buildAddress(options) {
    var self = options.self_redirect === true ? 'true' : options.self_redirect === false ? 'false' : 'default'
    var pairs = [
      ['appid', options.appid], ['scope', options.scope], ['redirect_uri', options.redirect_uri],
      ['state', options.state], ['login_type', 'jssdk'], ['self_redirect', self],
      ['styletype', options.styletype], ['sizetype', options.sizetype], ['bgcolor', options.bgcolor],
      ['rst', options.rst]
    ].map(function (pair) { return pair[0] + '=' + (isGiven(pair[1]) ? pair[1] : '') })
    var optional = ['style', 'href', 'stylelite', 'fast_login']
    optional.forEach(function (name) { if (isGiven(options[name])) pairs.push(name + '=' + options[name]) })
    if (options.lang === 'en') pairs.push('lang=en')
    return origin + '/connect/qrconnect?' + pairs.join('&')
  }
  window.WxLogin = function (options) {
    var frame = document.createElement('iframe')
    frame.setAttribute('frameBorder', '0')
    frame.setAttribute('allowTransparency', 'true')
    frame.setAttribute('scrolling', 'no')
    frame.width = '300px'
    frame.height = '400px'
    frame.src = buildAddress(options)
    frame.onload = function () { if (typeof options.onReady === 'function') options.onReady(true) }
    var place = document.getElementById(options.id)
    place.innerHTML = ''
    place.appendChild(frame)
  }
})(window, document)
`

/** `GET /connect/zh_CN/htmledition/js/wxLogin.js`, at WeChat on res.wx.qq.com. Not written to the journal. */
export function sendWxLoginScript(_request: FastifyRequest, reply: FastifyReply) {
  return reply
    .headers({ 'content-type': 'application/javascript; charset=utf-8', 'cache-control': 'max-age=60' })
    .send(SCRIPT)
}
