import { readFileSync } from 'node:fs'
import { Secret, type Clock } from 'paycircle/internal/base'
import { openidProvider, isSafeProviderUrl, type IdentityProvider, type RoleRules } from 'paycircle-server/access'
import { configurationError, loadKeyFile, type Configuration, type Environment } from '../configuration/index.js'
import { settingTexts } from '../configuration/settings.js'

/** Another service by which operators log in. */
export interface LogInProvider {
  readonly provider: IdentityProvider
  readonly roleRules?: RoleRules
  /** How long a session by it lives. */
  readonly sessionMs?: number
  /** So that it stands in no log. */
  readonly secret: Secret
}

/**
 * The provider that the settings name; undefined where they name none. The client secret is read from its file again at
 * each log-in, so that a new one holds at once.
 *
 * @throws `configuration-value-missing`, `configuration-oidc-…`, `configuration-key-file`
 */
export function logInProvider(
  { installation }: Pick<Configuration, 'installation'>,
  environment: Environment,
  { clock, sandbox }: { readonly clock: Clock; readonly sandbox: boolean },
): LogInProvider | undefined {
  const {
    oidcIssuer: issuer,
    oidcClientId: clientId,
    oidcName: name,
    oidcScopes: scopes,
    oidcSessionMinutes: minutes,
  } = installation
  if (issuer === undefined) return undefined
  if (!isSafeProviderUrl(new URL(issuer), sandbox)) {
    throw configurationError('configuration-oidc-issuer-open', { where: 'PAYCIRCLE_OIDC_ISSUER' })
  }
  if (clientId === undefined) {
    const { expects } = settingTexts.oidcClientId
    const where = { variable: 'PAYCIRCLE_OIDC_CLIENT_ID', path: 'oidcClientId' }
    throw configurationError('configuration-value-missing', { ...where, expects, rows: [] })
  }
  const { secret, read } = secretOf(installation.oidcClientSecretFile, environment.PAYCIRCLE_OIDC_CLIENT_SECRET ?? '')
  const roleRules = roleRulesOf(installation)
  const provider = openidProvider({
    clock,
    issuer,
    clientId,
    clientSecret: read,
    loopbackHttp: sandbox,
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(roleRules === undefined ? {} : { claim: roleRules.claim }),
  })
  return {
    provider,
    secret,
    ...(roleRules === undefined ? {} : { roleRules }),
    ...(minutes === undefined ? {} : { sessionMs: Number(minutes) * 60_000 }),
  }
}

function secretOf(file: string | undefined, variable: string): { secret: Secret; read: () => string } {
  if (file === undefined && variable === '') throw configurationError('configuration-oidc-secret', { given: 'none' })
  if (file !== undefined && variable !== '') throw configurationError('configuration-oidc-secret', { given: 'both' })
  if (file === undefined) return { secret: Secret.fromText(variable), read: () => variable }
  const { key } = loadKeyFile(file, 'PAYCIRCLE_OIDC_CLIENT_SECRET_FILE')
  return { secret: key, read: () => readFileSync(file, 'utf8').replace(/\r?\n$/, '') }
}

function roleRulesOf({ oidcRoleClaim: claim, oidcRoles }: Configuration['installation']): RoleRules | undefined {
  if (claim === undefined && oidcRoles === undefined) return undefined
  if (claim === undefined || oidcRoles === undefined) throw configurationError('configuration-oidc-roles-half', {})
  const roles = oidcRoles.map((rule) => {
    const at = rule.lastIndexOf('=')
    return { value: rule.slice(0, at), role: rule.slice(at + 1) as RoleRules['roles'][number]['role'] }
  })
  return { claim, roles }
}
