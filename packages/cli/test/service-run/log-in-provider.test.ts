import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PaycircleError, systemClock } from 'paycircle/internal/base'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../../src/configuration/index.js'
import { logInProvider } from '../../src/service-run/log-in-provider.js'
import { newFolder } from '../program.js'

const base = {
  PAYCIRCLE_OIDC_ISSUER: 'https://id.example.com',
  PAYCIRCLE_OIDC_CLIENT_ID: 'paycircle',
  PAYCIRCLE_OIDC_CLIENT_SECRET: 'pr0vider-secret',
}

const providerOf = (environment: Record<string, string>, sandbox = false) =>
  logInProvider(readConfiguration(environment, newFolder()), environment, { clock: systemClock, sandbox })

function codeOf(environment: Record<string, string>, sandbox = false): string {
  try {
    providerOf(environment, sandbox)
  } catch (error) {
    expect(String(error)).not.toContain('pr0vider-secret')
    return (error as PaycircleError).code
  }
  return 'taken'
}

describe('the provider of log-ins', () => {
  it('is none unless an issuer is named', () => {
    expect(providerOf({})).toBeUndefined()
  })

  it('is called by its host unless told, and its roles come of a claim where both are set', () => {
    const roles = { PAYCIRCLE_OIDC_ROLE_CLAIM: 'groups', PAYCIRCLE_OIDC_ROLES: 'cn=pay=administrator, staff=operator' }
    const { provider, roleRules, secret } = providerOf({ ...base, ...roles }) ?? {}
    expect(provider).toMatchObject({ name: 'id.example.com', issuer: 'https://id.example.com' })
    expect(roleRules).toEqual({
      claim: 'groups',
      roles: [
        { value: 'cn=pay', role: 'administrator' },
        { value: 'staff', role: 'operator' },
      ],
    })
    expect(secret?.redact('with pr0vider-secret')).not.toContain('pr0vider')
  })

  it.each([
    ['plain http', { ...base, PAYCIRCLE_OIDC_ISSUER: 'http://127.0.0.1:1' }, 'configuration-oidc-issuer-open'],
    ['no client ID', { ...base, PAYCIRCLE_OIDC_CLIENT_ID: '' }, 'configuration-value-missing'],
    ['no secret', { ...base, PAYCIRCLE_OIDC_CLIENT_SECRET: '' }, 'configuration-oidc-secret'],
    ['a claim without roles', { ...base, PAYCIRCLE_OIDC_ROLE_CLAIM: 'groups' }, 'configuration-oidc-roles-half'],
    ['roles without a claim', { ...base, PAYCIRCLE_OIDC_ROLES: 'a=viewer' }, 'configuration-oidc-roles-half'],
    ['a file that is missing', { ...base, PAYCIRCLE_OIDC_CLIENT_SECRET_FILE: 'x' }, 'configuration-oidc-secret'],
  ])('is refused with %s', (_what, environment, code) => {
    expect(codeOf(environment)).toBe(code)
  })

  it('may speak plain http in the sandbox, on this machine alone', () => {
    expect(codeOf({ ...base, PAYCIRCLE_OIDC_ISSUER: 'http://localhost:8080' }, true)).toBe('taken')
    const elsewhere = { ...base, PAYCIRCLE_OIDC_ISSUER: 'http://id.example.com' }
    expect(codeOf(elsewhere, true)).toBe('configuration-oidc-issuer-open')
  })

  it('has its secret of a file, which must be there', () => {
    const file = join(newFolder(), 'secret.txt')
    const environment = { ...base, PAYCIRCLE_OIDC_CLIENT_SECRET: '', PAYCIRCLE_OIDC_CLIENT_SECRET_FILE: file }
    expect(codeOf(environment)).toBe('configuration-key-file')
    writeFileSync(file, 'pr0vider-secret\n', { mode: 0o600 })
    expect(codeOf(environment)).toBe('taken')
  })
})
