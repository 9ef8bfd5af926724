import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { changeOpenids } from './api/cgi-bin/changeopenid.ts'
import { clearQuota } from './api/cgi-bin/clear-quota.ts'
import { clearQuotaBySecret } from './api/cgi-bin/clear-quota-v2.ts'
import { queryAuthorization, refreshAuthorizerToken } from './api/cgi-bin/component/authorization.ts'
import {
  listAuthorizers,
  readAuthorizerInfo,
  readAuthorizerOption,
  readOptionOfAccount,
  setAuthorizerOption,
  setOptionOfAccount,
} from './api/cgi-bin/component/authorizer.ts'
import {
  clearQuotaOfComponent,
  createPreAuthCode,
  issueComponentToken,
  startPushTicket,
} from './api/cgi-bin/component/credential.ts'
import { readAutoReplies } from './api/cgi-bin/get-current-autoreply-info.ts'
import { readSelfMenu } from './api/cgi-bin/get-current-selfmenu-info.ts'
import { createMenu } from './api/cgi-bin/menu-create.ts'
import { deleteMenu } from './api/cgi-bin/menu-delete.ts'
import { getMenu } from './api/cgi-bin/menu-get.ts'
import { sendCustomMessage } from './api/cgi-bin/message-custom-send.ts'
import { sendTemplateMessage } from './api/cgi-bin/message-template-send.ts'
import { checkCallback, listAddresses } from './api/cgi-bin/network.ts'
import { readQuotaOfPath } from './api/cgi-bin/openapi-quota-get.ts'
import { readRequest } from './api/cgi-bin/openapi-rid-get.ts'
import { createSceneCode } from './api/cgi-bin/qrcode-create.ts'
import { issueStableToken } from './api/cgi-bin/stable-token.ts'
import { createTag, deleteTag, listTags, renameTag } from './api/cgi-bin/tags.ts'
import {
  blockUsers,
  listBlockedUsers,
  listTaggedUsers,
  listTagsOfUser,
  tagUsers,
  unblockUsers,
  untagUsers,
} from './api/cgi-bin/tags-members.ts'
import {
  addTemplate,
  deleteTemplate,
  listTemplates,
  readIndustry,
  setIndustry,
} from './api/cgi-bin/template.ts'
import { readJsTicket } from './api/cgi-bin/ticket-getticket.ts'
import { issueAppToken } from './api/cgi-bin/token.ts'
import { listUsers } from './api/cgi-bin/user-get.ts'
import { readUserInfo } from './api/cgi-bin/user-info.ts'
import { readUserInfos } from './api/cgi-bin/user-info-batchget.ts'
import { saveRemark } from './api/cgi-bin/user-info-updateremark.ts'
import { checkUserToken } from './api/sns/auth.ts'
import { exchangeCodeOnBehalf, openSessionOnBehalf, refreshUserTokenOnBehalf } from './api/sns/component.ts'
import { openSession } from './api/sns/jscode2session.ts'
import { exchangeCode } from './api/sns/oauth2-access-token.ts'
import { refreshUserToken } from './api/sns/oauth2-refresh-token.ts'
import { readUserinfo } from './api/sns/userinfo.ts'
import { readPhoneNumber } from './api/wxa/business-getuserphonenumber.ts'
import type { Context } from './context.ts'
import { routeControl } from './control/route.ts'
import { showSceneCode } from './mp/cgi-bin-showqrcode.ts'
import { AUTHORIZATION_PATHS, decideAuthorizationPage, openAuthorizationPage } from './open/bindcomponent.ts'
import { decideConfirm, openConfirm } from './open/connect-confirm.ts'
import { pollLogin } from './open/connect-l-qrconnect.ts'
import { AUTHORIZE_PATH, decideAuthorizePage, openAuthorizePage } from './open/connect-oauth2-authorize.ts'
import { openQrconnect, showLoginCode } from './open/connect-qrconnect.ts'
import { sendWxLoginScript } from './open/wx-login-script.ts'
import { routeEverywhere, routePages } from './page/route.ts'
import { type Endpoint, routeEndpoint, routeNothing } from './wire/endpoint.ts'
import { Problem } from './wire/problem.ts'
import { isOwnHost } from './wire/request.ts'

const ENDPOINTS: Endpoint[] = [
  { path: '/sns/oauth2/access_token', method: 'GET, POST', act: exchangeCode },
  { path: '/sns/oauth2/refresh_token', method: 'GET, POST', act: refreshUserToken },
  { path: '/sns/auth', method: 'GET, POST', act: checkUserToken },
  { path: '/sns/userinfo', method: 'GET, POST', act: readUserinfo },
  { path: '/sns/oauth2/component/access_token', method: 'GET, POST', act: exchangeCodeOnBehalf },
  { path: '/sns/oauth2/component/refresh_token', method: 'GET, POST', act: refreshUserTokenOnBehalf },
  { path: '/sns/jscode2session', method: 'GET, POST', act: openSession },
  { path: '/sns/component/jscode2session', method: 'GET, POST', act: openSessionOnBehalf },
  { path: '/cgi-bin/component/api_start_push_ticket', method: 'POST', act: startPushTicket },
  { path: '/cgi-bin/component/api_component_token', method: 'POST', act: issueComponentToken },
  { path: '/cgi-bin/component/api_create_preauthcode', method: 'POST', act: createPreAuthCode },
  { path: '/cgi-bin/component/api_query_auth', method: 'POST', act: queryAuthorization },
  { path: '/cgi-bin/component/api_authorizer_token', method: 'POST', act: refreshAuthorizerToken },
  { path: '/cgi-bin/component/api_get_authorizer_info', method: 'POST', act: readAuthorizerInfo },
  { path: '/cgi-bin/component/api_get_authorizer_list', method: 'POST', act: listAuthorizers },
  { path: '/cgi-bin/component/get_authorizer_option', method: 'POST', act: readOptionOfAccount },
  { path: '/cgi-bin/component/api_get_authorizer_option', method: 'POST', act: readAuthorizerOption },
  { path: '/cgi-bin/component/set_authorizer_option', method: 'POST', act: setOptionOfAccount },
  { path: '/cgi-bin/component/api_set_authorizer_option', method: 'POST', act: setAuthorizerOption },
  { path: '/cgi-bin/component/clear_quota/v2', method: 'POST', act: clearQuotaOfComponent },
  { path: '/cgi-bin/token', method: 'GET', act: issueAppToken },
  { path: '/cgi-bin/stable_token', method: 'POST', act: issueStableToken },
  { path: '/cgi-bin/menu/create', method: 'POST', act: createMenu },
  { path: '/cgi-bin/menu/get', method: 'GET', act: getMenu },
  { path: '/cgi-bin/menu/delete', method: 'GET', act: deleteMenu },
  { path: '/cgi-bin/user/info', method: 'GET', act: readUserInfo },
  { path: '/cgi-bin/user/info/batchget', method: 'POST', act: readUserInfos },
  { path: '/cgi-bin/user/get', method: 'GET', act: listUsers },
  { path: '/cgi-bin/changeopenid', method: 'POST', act: changeOpenids },
  { path: '/cgi-bin/user/info/updateremark', method: 'POST', act: saveRemark },
  { path: '/cgi-bin/user/tag/get', method: 'POST', act: listTaggedUsers },
  { path: '/cgi-bin/tags/create', method: 'POST', act: createTag },
  { path: '/cgi-bin/tags/get', method: 'GET', act: listTags },
  { path: '/cgi-bin/tags/update', method: 'POST', act: renameTag },
  { path: '/cgi-bin/tags/delete', method: 'POST', act: deleteTag },
  { path: '/cgi-bin/tags/getidlist', method: 'POST', act: listTagsOfUser },
  { path: '/cgi-bin/tags/members/batchtagging', method: 'POST', act: tagUsers },
  { path: '/cgi-bin/tags/members/batchuntagging', method: 'POST', act: untagUsers },
  { path: '/cgi-bin/tags/members/getblacklist', method: 'POST', act: listBlockedUsers },
  { path: '/cgi-bin/tags/members/batchblacklist', method: 'POST', act: blockUsers },
  { path: '/cgi-bin/tags/members/batchunblacklist', method: 'POST', act: unblockUsers },
  { path: '/cgi-bin/template/api_set_industry', method: 'POST', act: setIndustry },
  { path: '/cgi-bin/template/get_industry', method: 'GET', act: readIndustry },
  { path: '/cgi-bin/template/api_add_template', method: 'POST', act: addTemplate },
  { path: '/cgi-bin/template/get_all_private_template', method: 'GET', act: listTemplates },
  { path: '/cgi-bin/template/del_private_template', method: 'POST', act: deleteTemplate },
  { path: '/cgi-bin/message/template/send', method: 'POST', act: sendTemplateMessage },
  { path: '/cgi-bin/get_current_autoreply_info', method: 'GET', act: readAutoReplies },
  { path: '/cgi-bin/get_current_selfmenu_info', method: 'GET', act: readSelfMenu },
  { path: '/wxa/business/getuserphonenumber', method: 'POST', act: readPhoneNumber },
  { path: '/cgi-bin/ticket/getticket', method: 'GET', act: readJsTicket },
  { path: '/cgi-bin/qrcode/create', method: 'POST', act: createSceneCode },
  { path: '/cgi-bin/message/custom/send', method: 'POST', act: sendCustomMessage },
  { path: '/cgi-bin/clear_quota', method: 'POST', act: clearQuota },
  { path: '/cgi-bin/clear_quota/v2', method: 'POST', act: clearQuotaBySecret },
  { path: '/cgi-bin/openapi/rid/get', method: 'POST', act: readRequest },
  { path: '/cgi-bin/openapi/quota/get', method: 'POST', act: readQuotaOfPath },
  { path: '/cgi-bin/get_api_domain_ip', method: 'GET', act: listAddresses },
  { path: '/cgi-bin/getcallbackip', method: 'GET', act: listAddresses },
  { path: '/cgi-bin/callback/check', method: 'POST', act: checkCallback },
]

const BODY_LIMIT_BYTES = 1024 * 1024

/** Whatever else answers at this address is no business of a page or program that calls it by another name. */
function checkHost({ publicUrl }: Context, request: FastifyRequest): void {
  if (isOwnHost(request, publicUrl)) return
  throw new Problem(
    421,
    'the page and /__sim/ answer for localhost and the public URL of the simulator alone',
  )
}

/** Every URL of the simulator. Bodies stay bytes: WeChat looks at no Content-Type, nor do we. */
export function buildApp(context: Context): FastifyInstance {
  const app = Fastify({
    exposeHeadRoutes: false,
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 500, querystringParser: () => ({}) },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.register(fastifyCookie)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('date', new Date(context.world.clock.now()).toUTCString())
  })
  app.get(AUTHORIZE_PATH, (request, reply) => openAuthorizePage(context, request, reply))
  app.post(AUTHORIZE_PATH, (request, reply) => decideAuthorizePage(context, request, reply))
  app.get('/connect/qrconnect', (request, reply) => openQrconnect(context, request, reply))
  app.get('/connect/qrcode/:uuid', (request, reply) => showLoginCode(context, request, reply))
  app.get('/connect/l/qrconnect', (request, reply) => pollLogin(context, request, reply))
  app.get('/connect/confirm', (request, reply) => openConfirm(context, request, reply))
  app.post('/connect/confirm', (request, reply) => decideConfirm(context, request, reply))
  app.get('/connect/zh_CN/htmledition/js/wxLogin.js', sendWxLoginScript)
  app.get('/cgi-bin/showqrcode', (request, reply) => showSceneCode(context, request, reply))
  for (const path of AUTHORIZATION_PATHS) {
    app.get(path, (request, reply) => openAuthorizationPage(context, request, reply))
    app.post(path, (request, reply) => decideAuthorizationPage(context, request, reply))
  }
  for (const endpoint of ENDPOINTS) routeEndpoint(app, context, endpoint)
  routeEverywhere(app, context)
  app.register(async (own) => {
    own.addHook('onRequest', async (request) => checkHost(context, request))
    routePages(own, context)
    routeControl(own, context)
  })
  routeNothing(app, context)
  return app
}
