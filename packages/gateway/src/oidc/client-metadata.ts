import type { AdapterPayload } from 'oidc-provider'
import type { Client } from '../record/client.ts'

/** A client as OpenID Connect Dynamic Client Registration 1.0 section 2 spells it. */
export function buildClientMetadata(client: Client): AdapterPayload {
  return {
    client_id: client.id,
    client_name: client.name,
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.returnUrls],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: client.idTokenAlg,
    ...(client.secret === undefined
      ? { token_endpoint_auth_method: 'none' }
      : { token_endpoint_auth_method: 'client_secret_basic', client_secret: client.secret }),
  }
}
