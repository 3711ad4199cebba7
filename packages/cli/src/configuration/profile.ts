import type { Secret } from 'paycircle/internal/base'
import type { AccountClass, Charset, Mode, SignType } from 'paycircle/internal/vocabulary'
import { standInEmail, type MerchantProfile, type SecondPersonAction } from 'paycircle-server/profiles'
import { configurationError } from './errors.js'
import type { Configuration, Environment } from './read-configuration.js'
import type { ProfileValues } from './schema.js'
import { settingTexts } from './settings.js'

/** One profile with its defaults filled in; partner, key and contact may still be missing. */
export interface ProfileSettings extends ProfileValues {
  readonly id: string
  readonly mode: Mode
  readonly signType: SignType
  readonly charset: Charset
  readonly accountClass: AccountClass
  readonly timeZone: string
  readonly secondPerson: SecondPersonAction[]
}

/**
 * The profile that was asked for, `default` unless told: the file's values, over them the environment's.
 *
 * @throws `configuration-profile-unknown`; `configuration-value-missing` where live mode lacks the account class.
 */
export function selectProfile(configuration: Configuration, name = 'default'): ProfileSettings {
  const known = Object.keys(configuration.profiles)
  if (name !== 'default' && !known.includes(name)) {
    throw configurationError('configuration-profile-unknown', { profile: name, known: ['default', ...known] })
  }
  return withDefaults(name, { ...configuration.profiles[name], ...configuration.ofEnvironment }, configuration)
}

/** Whether file or environment describe a profile at all; a service may live on those of its store. */
export function describesProfile({ profiles, ofEnvironment }: Configuration, environment: Environment): boolean {
  const { PAYCIRCLE_KEY = '' } = environment
  return Object.keys(profiles).length > 0 || Object.keys(ofEnvironment).length > 0 || PAYCIRCLE_KEY !== ''
}

/** Every profile of the file, and `default` where the environment alone describes it. For the service. */
export function allProfiles(configuration: Configuration, selected: string | undefined): readonly ProfileSettings[] {
  const names = Object.keys(configuration.profiles)
  if (names.length === 0 || selected !== undefined) return [selectProfile(configuration, selected)]
  // With several, the environment could not say which of them it means.
  return names.map((name) =>
    names.length === 1
      ? selectProfile(configuration, name)
      : withDefaults(name, configuration.profiles[name] ?? {}, configuration),
  )
}

function withDefaults(
  id: string,
  values: ProfileValues,
  { installation }: Pick<Configuration, 'installation'>,
): ProfileSettings {
  const mode = values.mode ?? 'sandbox'
  // Which account stands behind a live profile is for its owner to say. S3-03
  if (mode === 'live' && values.accountClass === undefined) throw missing(id, 'accountClass', 'PAYCIRCLE_ACCOUNT_CLASS')
  return {
    ...values,
    id,
    mode,
    signType: values.signType ?? 'MD5',
    charset: values.charset ?? 'utf-8',
    accountClass: values.accountClass ?? 'test',
    timeZone: values.timeZone ?? 'Asia/Shanghai',
    // What the installation demands no profile takes back.
    secondPerson: [...new Set([...(installation.secondPerson ?? []), ...(values.secondPerson ?? [])])],
  }
}

/** The profile as the service and the engine take it. */
export function merchantProfile(settings: ProfileSettings, key: Secret): MerchantProfile {
  const { id, partner, name, contact, returnOrigins = [], gateway, accountParameter, dnsExemption, proxy } = settings
  if (partner === undefined) throw missing(id, 'partner', 'PAYCIRCLE_PARTNER')
  return {
    id,
    name: name ?? contact?.name ?? partner,
    partner,
    key,
    signType: settings.signType,
    charset: settings.charset,
    mode: settings.mode,
    accountClass: settings.accountClass,
    contact: contactOf(contact) ?? standInContact(name ?? partner),
    returnOrigins: returnOrigins.map((origin) => origin.replace(/\/$/, '')),
    timeZone: settings.timeZone,
    ...(gateway === undefined ? {} : { gateway }),
    ...(accountParameter === undefined ? {} : { accountParameter }),
    ...(dnsExemption === undefined ? {} : { dnsExemption }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(settings.secondPerson.length === 0 ? {} : { secondPerson: settings.secondPerson }),
  }
}

/** Where no agent reads it: in the sandbox, and in commands that show no page. The go-live gate knows it. */
function standInContact(name: string): MerchantProfile['contact'] {
  return { name, email: standInEmail }
}

/** Agents must be told whom to reach before they sign; only the sandbox has no agents. */
export function requireContact({ id, mode, contact }: ProfileSettings): void {
  if (contact === undefined && mode !== 'sandbox') throw missing(id, 'contact', 'PAYCIRCLE_CONTACT')
}

function contactOf(contact: ProfileValues['contact']): MerchantProfile['contact'] | undefined {
  if (contact === undefined) return undefined
  const { name, phone, email } = contact
  return { name, ...(phone === undefined ? {} : { phone }), ...(email === undefined ? {} : { email }) }
}

function missing(profile: string, setting: keyof ProfileValues, variable: string) {
  const { expects, rows = [] } = settingTexts[setting]
  return configurationError('configuration-value-missing', {
    variable,
    path: `profiles.${profile}.${setting}`,
    expects,
    rows,
  })
}
