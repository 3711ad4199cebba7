import type { Clock } from 'paycircle/internal/base'
import type * as OpenidClient from 'openid-client'
import { accessError } from './errors.js'
import type { IdentityProvider, LogInAttempt } from './identity-provider.js'
import { isSafeProviderUrl, providerFetch } from './provider-fetch.js'

export interface OpenidProviderOptions {
  readonly clock: Clock
  /** What the log-in page calls it; the issuer's host unless told. */
  readonly name?: string
  readonly issuer: string
  readonly clientId: string
  /** Read when the provider is called, and nowhere kept. */
  readonly clientSecret: () => string
  /** With `openid` among them, blanks between. */
  readonly scopes?: string
  /** A claim that must be there; where the ID token lacks it, the user info has it. */
  readonly claim?: string
  /** Also http on this machine, for a provider under development. */
  readonly loopbackHttp?: boolean
}

type Client = typeof OpenidClient

/** What the provider says of itself is read again after so long. */
const knownForMs = 3_600_000
const limitSeconds = 10

/**
 * Log-in by authorization code with PKCE, state and nonce; the ID token's signature is verified as well, against the
 * keys that the provider publishes. The library is loaded at the first log-in: a service that has none starts without.
 */
export function openidProvider(options: OpenidProviderOptions): IdentityProvider {
  const { clock, issuer, clientId, scopes = 'openid profile', claim, loopbackHttp = false } = options
  let known: { readonly until: number; readonly configuration: OpenidClient.Configuration } | undefined

  async function configured(client: Client): Promise<OpenidClient.Configuration> {
    const now = clock.monotonic()
    if (known !== undefined && now < known.until) return known.configuration
    const fetching = providerFetch(loopbackHttp) as OpenidClient.CustomFetch
    const server = new URL(issuer)
    if (!isSafeProviderUrl(server, loopbackHttp)) throw new Error('the issuer is not https')
    const secret: OpenidClient.ClientAuth = (as, own, body, headers) => {
      const kinds = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
      const way = kinds.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost
      way(options.clientSecret())(as, own, body, headers)
    }
    const configuration = await client.discovery(server, clientId, {}, secret, {
      timeout: limitSeconds,
      [client.customFetch]: fetching,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; `fetching` bounds it to loopback
      execute: [client.enableNonRepudiationChecks, ...(loopbackHttp ? [client.allowInsecureRequests] : [])],
    })
    known = { until: now + knownForMs, configuration }
    return configuration
  }

  async function reached<Value>(
    doIt: (client: Client, configuration: OpenidClient.Configuration) => Value | Promise<Value>,
  ): Promise<Value> {
    const client = await import('openid-client')
    try {
      return await doIt(client, await configured(client))
    } catch (error) {
      throw whatItMeans(client, error)
    }
  }

  return {
    name: options.name ?? new URL(issuer).host,
    issuer,
    authorizationUrl: ({ redirectUri, state, nonce, codeVerifier }) =>
      reached(async (client, configuration) => {
        const url = client.buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: scopes,
          state,
          nonce,
          code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
        })
        return url.href
      }),
    identify: (query, attempt: LogInAttempt) =>
      reached(async (client, configuration) => {
        const returned = new URL(attempt.redirectUri)
        returned.search = query
        const tokens = await client.authorizationCodeGrant(configuration, returned, {
          pkceCodeVerifier: attempt.codeVerifier,
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        })
        const said = tokens.claims()
        if (said === undefined) throw new Error('there is no ID token')
        const lacks = claim !== undefined && said[claim] === undefined
        const more =
          lacks && configuration.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(configuration, tokens.access_token, said.sub)
            : {}
        return { subject: said.sub, claims: { ...more, ...said } }
      }),
  }
}

/** Codes of `openid-client` that say that no whole answer came. */
const unreachable = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_PARSE_ERROR'])

function whatItMeans(client: Client, error: unknown): Error {
  if (error instanceof client.AuthorizationResponseError) return accessError('provider-denied', {}, { cause: error })
  // A code that was used or has run out, or a client that the provider does not know.
  if (error instanceof client.ResponseBodyError) return accessError('provider-answer-refused', {}, { cause: error })
  const { code = '' } = error as { readonly code?: string }
  const cause = error instanceof client.ClientError ? error.cause : undefined
  const isOfTheLine = !(error instanceof client.ClientError) || unreachable.has(code) || isOfConnection(cause)
  return isOfTheLine
    ? accessError('provider-unreachable', {}, { cause: error })
    : accessError('provider-answer-refused', {}, { cause: error })
}

/** No connection, or none that can be trusted: a certificate that cannot be verified is no answer either. */
function isOfConnection(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  const { code = '' } = cause as { readonly code?: string }
  return 'syscall' in cause || certificateFault.test(code)
}

const certificateFault = /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/
