import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { ZodType } from 'zod'
import { suggest } from '../command-line/index.js'
import { contactOfText } from './contact.js'
import { custodyFileError } from '../custody/errors.js'
import { sealKeysOfVariable, type SealKeys } from '../custody/seal-key.js'
import { configurationError } from './errors.js'
import {
  configurationFileSchema,
  installationSchema,
  profileSchema,
  type InstallationValues,
  type ProfileValues,
} from './schema.js'
import { installationVariables, otherVariables, profileVariables, settingTexts } from './settings.js'

export const configurationFileName = 'paycircle.config.json'

export type Environment = Readonly<Record<string, string | undefined>>

/** The settings of one run, each checked for itself; what a command needs on top, it asks for. */
/** What is said of the installation, and the seal key where a variable holds it. */
export interface Installation extends InstallationValues {
  readonly sealKeys?: SealKeys
}

export interface Configuration {
  /** The file that was read; undefined where there is none. */
  readonly file: string | undefined
  readonly installation: Installation
  /** From the file, without what the environment says. */
  readonly profiles: Readonly<Record<string, ProfileValues>>
  /** What the environment says about the selected profile. */
  readonly ofEnvironment: ProfileValues
  /** PAYCIRCLE_… variables that mean nothing, with the one that may have been meant. */
  readonly unknownVariables: readonly { readonly name: string; readonly suggestion: string | undefined }[]
}

/**
 * Reads environment and `paycircle.config.json`. The environment wins, value by value; a path in the file starts at the
 * file's folder, a path in a variable at the working folder. An empty variable counts as unset.
 *
 * @throws a `configuration-…` error that names the variable or the place in the file.
 */
export function readConfiguration(environment: Environment, workingFolder: string): Configuration {
  const path = resolve(workingFolder, configurationFileName)
  const file = readFile(path)
  const { profiles = {}, ...installation } = file === undefined ? {} : checkedFile(file)
  const folder = dirname(path)
  const told: InstallationValues = {
    ...resolved(installation, folder),
    ...resolved<InstallationValues>(
      fromEnvironment(environment, installationVariables, installationSchema.shape),
      workingFolder,
    ),
  }
  const { PAYCIRCLE_SEAL_KEY: sealKey = '' } = environment
  if (sealKey !== '' && told.sealKeyFile !== undefined) throw custodyFileError('seal-key-twice', {})
  return {
    file: file === undefined ? undefined : path,
    installation: {
      ...told,
      ...(sealKey === '' ? {} : { sealKeys: sealKeysOfVariable('PAYCIRCLE_SEAL_KEY', sealKey) }),
    },
    profiles: Object.fromEntries(Object.entries(profiles).map(([name, values]) => [name, resolved(values, folder)])),
    ofEnvironment: resolved<ProfileValues>(
      fromEnvironment(environment, profileVariables, profileSchema.shape),
      workingFolder,
    ),
    unknownVariables: unknownVariables(environment),
  }
}

function readFile(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw configurationError('configuration-file-unreadable', { file: path }, { cause: error })
  }
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    // The parser's message quotes the text, which may hold what should not be there.
    throw configurationError('configuration-file-malformed', { file: path })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw configurationError('configuration-file-malformed', { file: path })
}

function checkedFile(file: unknown) {
  const result = configurationFileSchema.safeParse(file)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const path = (issue?.path ?? []).map(String)
  if (issue?.code === 'unrecognized_keys') throw unknownName(path, issue.keys[0] ?? '')
  const setting = path[0] === 'profiles' ? (path[2] ?? 'profiles') : (path[0] ?? '')
  throw valueWrong(`${configurationFileName}: ${path.join('.')}`, setting, valueAt(file, path))
}

/** Names under which people put a key into the file. S3-02 */
const keyNames = /^(?:(?:md5|security|private|secret)[-_]?)?key$|^secret$/i

function unknownName(path: readonly string[], name: string) {
  const where = `${configurationFileName}: ${[...path, name].join('.')}`
  if (keyNames.test(name)) return configurationError('configuration-key-in-file', { where })
  const { contact, dnsExemption } = profileSchema.shape
  const known =
    path[0] === 'profiles'
      ? [profileSchema, contact.unwrap(), dnsExemption.unwrap()].flatMap(({ shape }) => Object.keys(shape))
      : Object.keys(configurationFileSchema.shape)
  return configurationError('configuration-name-unknown', { where, suggestion: suggest(name, known) })
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], value)
}

function valueWrong(where: string, setting: string, value: unknown) {
  const { expects, choices = [], rows = [] } = settingTexts[setting as keyof typeof settingTexts]
  const suggestion =
    typeof value === 'string'
      ? (choices.find((choice) => choice.toLowerCase() === value.trim().toLowerCase()) ?? suggest(value, choices))
      : undefined
  return configurationError('configuration-value-wrong', { where, expects, suggestion, rows })
}

function fromEnvironment<Name extends string>(
  environment: Environment,
  variables: Readonly<Record<string, Name>>,
  shape: Readonly<Record<Name, ZodType>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [variable, name] of Object.entries(variables)) {
    const text = environment[variable]
    if (text === undefined || text === '') continue
    const value = valueOf(name, text)
    // The schema would take undefined for left out.
    if (value === undefined) throw valueWrong(variable, name, text)
    if (!shape[name].safeParse(value).success) throw valueWrong(variable, name, value)
    values[name] = value
  }
  return values
}

/** Settings that are no text: how a variable says them. */
function valueOf(name: string, text: string): unknown {
  if (name === 'contact') return contactOfText(text)
  if (name === 'secondPerson' || name === 'oidcRoles') return text.split(',').map((one) => one.trim())
  return text
}

const paths = [
  'keyFile',
  'data',
  'sealKeyFile',
  'anchorFile',
  'alarmMailFile',
  'alarmWebhookFile',
  'oidcClientSecretFile',
] as const

function resolved<Values extends object>(values: Values, folder: string): Values {
  const result: Record<string, unknown> = Object.fromEntries(Object.entries(values))
  for (const name of paths) {
    const value = result[name]
    if (typeof value === 'string') result[name] = resolve(folder, value)
  }
  const { databaseUrl } = result
  if (typeof databaseUrl === 'string' && databaseUrl.startsWith('file:')) {
    result.databaseUrl = `file:${resolve(folder, databaseUrl.slice('file:'.length).replace(/^\/\/(?=\/)/, ''))}`
  }
  // A database elsewhere leaves this node's own files to be put somewhere.
  if (typeof databaseUrl === 'string' && !databaseUrl.startsWith('file:')) result.data ??= resolve(folder, '.paycircle')
  return result as Values
}

function unknownVariables(environment: Environment): Configuration['unknownVariables'] {
  const known = [...Object.keys(profileVariables), ...Object.keys(installationVariables), ...otherVariables]
  return Object.keys(environment)
    .filter((name) => name.startsWith('PAYCIRCLE_') && !known.includes(name))
    .map((name) => ({ name, suggestion: suggest(name, known) }))
}
