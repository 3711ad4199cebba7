/** What a log-in by another service rests on; all of it comes of one token that only the browser holds. */
export interface LogInAttempt {
  /** Where the provider sends the browser back to, exactly as it knows us. */
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636): proves to the provider that whoever exchanges the code asked for it. */
  readonly codeVerifier: string
}

/** Whom the provider vouches for. */
export interface Identity {
  /** The provider's own name for the person; never another's, and stable where name or address change. */
  readonly subject: string
  /** What else it says, as it says it. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** Another service that says who somebody is, by OpenID Connect. */
export interface IdentityProvider {
  /** What the log-in page calls it. */
  readonly name: string
  readonly issuer: string
  /** Where the browser asks it. `provider-unreachable`. */
  authorizationUrl(attempt: LogInAttempt): Promise<string>
  /**
   * Exchanges what came back for who it is.
   *
   * @param query what the provider added to the redirect URI
   * @throws `provider-unreachable`; `provider-denied` where it refused; `provider-answer-refused` where its answer does
   *   not prove anything
   */
  identify(query: string, attempt: LogInAttempt): Promise<Identity>
}
