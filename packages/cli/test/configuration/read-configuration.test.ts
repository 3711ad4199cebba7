import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { languages, PaycircleError } from 'paycircle/internal/base'
import { describe, expect, it } from 'vitest'
import { allProfiles, readConfiguration, selectProfile, storePlace } from '../../src/configuration/index.js'
import { installationVariables, profileVariables } from '../../src/configuration/settings.js'
import { newFolder } from '../program.js'

function folderWith(file: unknown): string {
  const folder = newFolder()
  writeFileSync(join(folder, 'paycircle.config.json'), typeof file === 'string' ? file : JSON.stringify(file))
  return folder
}

function errorOf(action: () => unknown): PaycircleError {
  try {
    action()
  } catch (error) {
    if (error instanceof PaycircleError) return error as PaycircleError
    throw error
  }
  throw new Error('it was accepted')
}

const rightValues: Readonly<Record<string, string>> = {
  PAYCIRCLE_MODE: 'test',
  PAYCIRCLE_PARTNER: '2088000000000001',
  PAYCIRCLE_KEY_FILE: 'key.txt',
  PAYCIRCLE_SIGN_TYPE: 'RSA',
  PAYCIRCLE_CHARSET: 'gb2312',
  PAYCIRCLE_ACCOUNT_CLASS: 'contracted',
  PAYCIRCLE_ACCOUNT_PARAMETER: 'account_no',
  PAYCIRCLE_GATEWAY: 'http://127.0.0.1:4010/gateway.do',
  PAYCIRCLE_CONTACT: '王芳 <021-5555 0100>',
  PAYCIRCLE_PROXY: 'http://user:word@proxy.example.com:3128',
  PAYCIRCLE_KEY_FINGERPRINT: '3f1c5a0b9d27',
  PAYCIRCLE_TIME_ZONE: 'Asia/Shanghai',
  PAYCIRCLE_DATABASE_URL: 'file:store.sqlite',
  PAYCIRCLE_DATA: 'data',
  PAYCIRCLE_PUBLIC_URL: 'https://pay.example.com',
  PAYCIRCLE_LISTEN: '[::1]:4000',
  PAYCIRCLE_TRUST_PROXY: '10.0.0.0/8,::1',
  PAYCIRCLE_WEBHOOK_PRIVATE_NETWORKS: '10.20.0.0/16,127.0.0.1',
  PAYCIRCLE_CALLS_PER_KEY: '2000',
  PAYCIRCLE_CALLS_PER_ADDRESS: '0',
  PAYCIRCLE_SEAL_KEY_FILE: 'seal.key',
  PAYCIRCLE_ANCHOR_FILE: 'anchors.jsonl',
  PAYCIRCLE_ALARM_MAIL_FILE: 'alarm-mail.json',
  PAYCIRCLE_ALARM_WEBHOOK_FILE: 'alarm-webhook.json',
  PAYCIRCLE_RETENTION: '730d',
  PAYCIRCLE_LOG_LEVEL: 'info',
  PAYCIRCLE_SECOND_PERSON: 'release, force-query',
  PAYCIRCLE_OIDC_ISSUER: 'https://id.example.com/realms/staff',
  PAYCIRCLE_OIDC_CLIENT_ID: 'paycircle',
  PAYCIRCLE_OIDC_CLIENT_SECRET_FILE: 'client-secret.txt',
  PAYCIRCLE_OIDC_NAME: 'Staff account',
  PAYCIRCLE_OIDC_SCOPES: 'openid profile groups',
  PAYCIRCLE_OIDC_SESSION_MINUTES: '30',
  PAYCIRCLE_OIDC_ROLE_CLAIM: 'groups',
  PAYCIRCLE_OIDC_ROLES: 'pay-admins=administrator,pay=staff=operator',
}

const wrongValues: Readonly<Record<string, readonly string[]>> = {
  PAYCIRCLE_MODE: ['Sandbox', 'production', 'constructor'],
  PAYCIRCLE_PARTNER: ['2088', '1088000000000001', '2088000000000001 '],
  PAYCIRCLE_KEY_FINGERPRINT: ['3f1c5a0b9d2', '3F1C5A0B9D27', 'k3yk3yk3yk3y'],
  PAYCIRCLE_SIGN_TYPE: ['md5', 'DSA', 'RSA2'],
  PAYCIRCLE_CHARSET: ['UTF-8', 'gb18030'],
  PAYCIRCLE_ACCOUNT_CLASS: ['live'],
  PAYCIRCLE_ACCOUNT_PARAMETER: ['user_email'],
  PAYCIRCLE_GATEWAY: ['https://mapi.alipay.com/gateway.do', 'http://127.0.0.1:4011/', 'http://10.0.0.1/gateway.do'],
  PAYCIRCLE_CONTACT: ['Wang Fang', '<support@example.com>', 'Wang <>', 'a <b> c'],
  PAYCIRCLE_PROXY: ['pr0xy.example.com:3128', 'socks5://proxy.example.com'],
  PAYCIRCLE_TIME_ZONE: ['Peking', '+08:00:00:00'],
  PAYCIRCLE_DATABASE_URL: ['mysql://db', 'store.sqlite'],
  PAYCIRCLE_PUBLIC_URL: ['p4y.example.com', 'https://pay.example.com/app', 'https://u:p@pay.example.com'],
  PAYCIRCLE_LISTEN: ['4000', '127.0.0.1:99999'],
  PAYCIRCLE_CALLS_PER_KEY: ['many', '-1', '1.5', '100001'],
  PAYCIRCLE_CALLS_PER_ADDRESS: ['none', '1e3'],
  PAYCIRCLE_TRUST_PROXY: ['yes', '0.0.0.0/0', '10.0.0.5,::/0', '10.0.0.0/33', '10.0.0.1,'],
  PAYCIRCLE_WEBHOOK_PRIVATE_NETWORKS: ['yes', '0.0.0.0/0', '8.8.8.8', '169.254.0.0/16', '10.0.0.1,'],
  PAYCIRCLE_RETENTION: ['2y', '0d', '30', 'P', 'P0D', 'PT1H', 'P1D2Y'],
  PAYCIRCLE_LOG_LEVEL: ['trace', 'WARN'],
  PAYCIRCLE_SECOND_PERSON: ['everything', 'release;force-query'],
  PAYCIRCLE_OIDC_ISSUER: ['keycloak.internal', 'ldap://id.example.com'],
  PAYCIRCLE_OIDC_SCOPES: ['phone email', 'openid  profile'],
  PAYCIRCLE_OIDC_SESSION_MINUTES: ['4', '601', 'an hour'],
  PAYCIRCLE_OIDC_ROLES: ['staff group', 'pay-admins=root', '=viewer'],
}

describe('the configuration', () => {
  const variables = [...Object.keys(profileVariables), ...Object.keys(installationVariables)]

  it.each(variables)('takes a right %s', (variable) => {
    const { ofEnvironment, installation } = readConfiguration({ [variable]: rightValues[variable] }, newFolder())
    expect(Object.keys({ ...ofEnvironment, ...installation })).toHaveLength(1)
  })

  it.each(Object.entries(wrongValues).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    'refuses %s=%s, names the variable, says what is right, and does not repeat the value',
    (variable, value) => {
      const error = errorOf(() => readConfiguration({ [variable]: value }, newFolder()))
      expect(error.code).toBe('configuration-value-wrong')
      for (const language of languages) {
        const { message, remedy } = error.describe(language)
        expect(message).toContain(variable)
        expect(remedy).toContain(variable)
        if (value.length > 6) expect(message).not.toContain(value)
      }
    },
  )

  it('answers a misspelled word with the word that was meant', () => {
    const error = errorOf(() => readConfiguration({ PAYCIRCLE_MODE: 'sandbx' }, newFolder()))
    expect(error.describe('en').remedy).toContain('`sandbox`')
  })

  it('cites the rows that a wrong value violates', () => {
    expect(errorOf(() => readConfiguration({ PAYCIRCLE_GATEWAY: 'http://x/' }, newFolder())).rows).toContain('S3-13')
    expect(errorOf(() => readConfiguration({ PAYCIRCLE_CHARSET: 'big5' }, newFolder())).rows).toContain('S3-12')
  })

  it('takes an empty variable for unset', () => {
    expect(readConfiguration({ PAYCIRCLE_MODE: '' }, newFolder()).ofEnvironment).toEqual({})
  })

  it('lets the environment win over the file, value by value', () => {
    const folder = folderWith({ profiles: { default: { mode: 'test', partner: '2088000000000001', charset: 'gbk' } } })
    const settings = selectProfile(readConfiguration({ PAYCIRCLE_MODE: 'sandbox' }, folder))
    expect(settings).toMatchObject({ mode: 'sandbox', partner: '2088000000000001', charset: 'gbk', signType: 'MD5' })
  })

  it('starts paths of the file at its folder, and paths of variables at the working folder', () => {
    const folder = folderWith({ data: 'data', profiles: { default: { keyFile: 'secrets/key.txt' } } })
    const configuration = readConfiguration({}, folder)
    expect(configuration.profiles.default?.keyFile).toBe(join(folder, 'secrets/key.txt'))
    expect(storePlace(configuration.installation)?.path).toBe(join(folder, 'data/paycircle.sqlite'))
    expect(storePlace(readConfiguration({ PAYCIRCLE_DATABASE_URL: 'file:a.db' }, folder).installation)?.path).toBe(
      join(folder, 'a.db'),
    )
    expect(
      storePlace(readConfiguration({ PAYCIRCLE_DATABASE_URL: 'file:///srv/a.db' }, folder).installation)?.path,
    ).toBe('/srv/a.db')
  })

  it('knows several profiles, and says which there are where another is asked for', () => {
    const configuration = readConfiguration({}, folderWith({ profiles: { east: { mode: 'test' }, west: {} } }))
    expect(selectProfile(configuration, 'east').mode).toBe('test')
    expect(allProfiles(configuration, undefined).map(({ id }) => id)).toEqual(['east', 'west'])
    const error = errorOf(() => selectProfile(configuration, 'north'))
    expect(error.describe('en').remedy).toContain('east, west')
  })

  it('wants to be told whose account a live profile is', () => {
    const error = errorOf(() => selectProfile(readConfiguration({ PAYCIRCLE_MODE: 'live' }, newFolder())))
    expect(error.code).toBe('configuration-value-missing')
    expect(error.rows).toContain('S3-03')
    expect(error.describe('en').message).toContain('PAYCIRCLE_ACCOUNT_CLASS')
  })

  it.each([
    [{ profiles: { default: { mode: 'sandbx' } } }, 'paycircle.config.json: profiles.default.mode'],
    [{ profiles: { default: { partner: 2088 } } }, 'paycircle.config.json: profiles.default.partner'],
    [{ profiles: { default: { contact: { name: '' } } } }, 'paycircle.config.json: profiles.default.contact.name'],
    [{ profiles: { default: { returnOrigins: ['x'] } } }, 'paycircle.config.json: profiles.default.returnOrigins.0'],
    [{ profiles: { Default: {} } }, 'paycircle.config.json: profiles.Default'],
    [{ listen: 4000 }, 'paycircle.config.json: listen'],
  ])('names the place in the file: %j', (file, place) => {
    const error = errorOf(() => readConfiguration({}, folderWith(file)))
    expect(error.code).toBe('configuration-value-wrong')
    expect(error.describe('en').message).toContain(place)
  })

  it('refuses names that the file does not have, with the one that was meant', () => {
    const error = errorOf(() => readConfiguration({}, folderWith({ profiles: { default: { partnr: '1' } } })))
    expect(error.code).toBe('configuration-name-unknown')
    expect(error.describe('zh').message).toContain('profiles.default.partnr')
    expect(error.describe('zh').remedy).toContain('partner')
    const nested = { profiles: { default: { contact: { name: 'a', phnoe: '1' } } } }
    expect(errorOf(() => readConfiguration({}, folderWith(nested))).describe('en').remedy).toContain('`phone`')
  })

  it.each(['key', 'md5Key', 'securityKey', 'private_key', 'secret'])('refuses a key in the file: %s', (name) => {
    const error = errorOf(() => readConfiguration({}, folderWith({ profiles: { default: { [name]: 'pl4nted' } } })))
    expect(error.code).toBe('configuration-key-in-file')
    expect(error.rows).toContain('S3-02')
    expect(JSON.stringify(error.describe('en'))).not.toContain('pl4nted')
  })

  it.each(['{', '[]', 'null', '"text"', ''])('refuses %j, which is no JSON object, without quoting it', (text) => {
    expect(errorOf(() => readConfiguration({}, folderWith(text))).code).toBe('configuration-file-malformed')
  })

  it('takes no property of all objects for a setting', () => {
    const text = '{"profiles":{"default":{"__proto__":{"mode":"live"}}}}'
    const { mode } = selectProfile(readConfiguration({}, folderWith({ profiles: {} })))
    expect(mode).toBe('sandbox')
    expect(() => readConfiguration({}, folderWith(text))).toThrow(PaycircleError)
    expect(errorOf(() => selectProfile(readConfiguration({}, newFolder()), 'constructor')).code).toBe(
      'configuration-profile-unknown',
    )
  })

  it('tells of variables that mean nothing', () => {
    const { unknownVariables } = readConfiguration({ PAYCIRCLE_PATNER: 'x', PAYCIRCLE_LANG: 'zh' }, newFolder())
    expect(unknownVariables).toEqual([{ name: 'PAYCIRCLE_PATNER', suggestion: 'PAYCIRCLE_PARTNER' }])
  })
})
