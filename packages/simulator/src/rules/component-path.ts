/** The calls below `/cgi-bin/` with a platform's secret in the body. */
export const COMPONENT_SECRET_CALLS = [
  '/cgi-bin/component/api_start_push_ticket',
  '/cgi-bin/component/api_component_token',
  '/cgi-bin/component/clear_quota/v2',
] as const

/** The calls with which a platform signs people in for an account, with its token in the query. */
export const COMPONENT_SNS_CALLS = [
  '/sns/oauth2/component/access_token',
  '/sns/oauth2/component/refresh_token',
  '/sns/component/jscode2session',
] as const

/** The calls about the one account that the body names, with the platform's token. */
export const AUTHORIZER_CALLS = [
  '/cgi-bin/component/api_query_auth',
  '/cgi-bin/component/api_authorizer_token',
  '/cgi-bin/component/api_get_authorizer_info',
  '/cgi-bin/component/get_authorizer_option',
  '/cgi-bin/component/api_get_authorizer_option',
  '/cgi-bin/component/set_authorizer_option',
  '/cgi-bin/component/api_set_authorizer_option',
] as const

/** Every call with a platform's token. */
export const COMPONENT_TOKEN_CALLS = [
  ...COMPONENT_SNS_CALLS,
  ...AUTHORIZER_CALLS,
  '/cgi-bin/component/api_create_preauthcode',
  '/cgi-bin/component/api_get_authorizer_list',
] as const
