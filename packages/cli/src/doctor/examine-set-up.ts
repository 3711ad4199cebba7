import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { PaycircleError, type Language } from 'paycircle/internal/base'
import { isUsualMd5KeyShape } from 'paycircle/internal/vocabulary'
import {
  loadKey,
  type Configuration,
  type Environment,
  type ProfileSettings,
  type StorePlace,
} from '../configuration/index.js'
import { openStoreReader } from '../open-store.js'
import type { CheckName, Finding } from './finding.js'
import { doctorMessages } from './messages.js'

/** An error as a line of the examination. */
export function failure(check: CheckName, error: unknown, language: Language): Finding {
  if (!(error instanceof PaycircleError)) throw error
  const { message, remedy, rows } = error.describe(language)
  return { check, status: 'fail', message, remedy, rows }
}

export function examineConfiguration(configuration: Configuration, language: Language): readonly Finding[] {
  const say = doctorMessages[language]
  const { file, unknownVariables, installation } = configuration
  const findings: Finding[] = [
    {
      check: 'configuration',
      status: 'ok',
      message: file === undefined ? say.configurationFromEnvironment : say.configurationFromFile(file),
    },
  ]
  for (const { name, suggestion } of unknownVariables) {
    const remedy = suggestion === undefined ? say.unknownVariableRemedy : say.suggestion(suggestion)
    findings.push({ check: 'configuration', status: 'warn', message: say.unknownVariable(name), remedy })
  }
  const { trustProxy } = installation
  if (trustProxy !== undefined) {
    findings.push({ check: 'configuration', status: 'ok', message: say.trustedProxies(trustProxy) })
  }
  return findings
}

export function examineProfile(settings: ProfileSettings, language: Language): readonly Finding[] {
  const say = doctorMessages[language]
  const { mode, partner, id } = settings
  return [
    mode === 'test'
      ? { check: 'mode', status: 'warn', message: say.modeTest, remedy: say.modeTestRemedy, rows: ['S3-03', 'Q3-03'] }
      : { check: 'mode', status: 'ok', message: mode === 'live' ? say.modeLive : say.modeSandbox },
    partner === undefined
      ? {
          check: 'partner',
          status: 'fail',
          message: say.partnerMissing,
          remedy: say.partnerRemedy,
          rows: ['S3-01', 'Q3-01'],
        }
      : { check: 'partner', status: 'ok', message: say.partner(partner, id) },
  ]
}

/** What can be told of a key without telling it. S3-01, S3-02 */
export function examineKey(
  settings: ProfileSettings,
  environment: Environment,
  language: Language,
): readonly Finding[] {
  const say = doctorMessages[language]
  try {
    const { key, file, readableByOthers } = loadKey(settings.keyFile, environment)
    const sound = settings.signType === 'MD5' ? isUsualMd5KeyShape(key.shape()) : isRsaKey(key)
    const fingerprint = say.key(settings.signType, key.fingerprint(), key.shape().bytes)
    const findings: Finding[] = [
      sound
        ? { check: 'key', status: 'ok', message: fingerprint }
        : {
            check: 'key',
            status: settings.signType === 'MD5' ? 'warn' : 'fail',
            message: `${fingerprint}${settings.signType === 'MD5' ? say.keyOddShape : say.keyNotRsa}`,
            remedy: say.keyShapeRemedy,
            rows: ['S3-01', 'Q3-01'],
          },
    ]
    const { keyFingerprint } = settings
    if (keyFingerprint !== undefined && keyFingerprint !== key.fingerprint()) {
      findings.push({
        check: 'key',
        status: 'fail',
        message: say.keyOther(key.fingerprint(), keyFingerprint),
        remedy: say.keyOtherRemedy,
        rows: ['S3-01', 'Q3-01'],
      })
    }
    if (file !== undefined) {
      findings.push(
        readableByOthers
          ? {
              check: 'key-file',
              status: 'warn',
              message: say.readableByOthers(file),
              remedy: say.chmod('600', file),
              rows: ['S3-02', 'Q3-02'],
            }
          : { check: 'key-file', status: 'ok', message: say.privateToOwner(file) },
      )
    }
    return findings
  } catch (error) {
    return [failure('key', error, language)]
  }
}

function isRsaKey(key: ReturnType<typeof loadKey>['key']): boolean {
  try {
    return key.privateKey().asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

export async function examineStore(place: StorePlace | undefined, language: Language): Promise<readonly Finding[]> {
  const say = doctorMessages[language]
  if (place === undefined) {
    return [
      {
        check: 'store',
        status: 'warn',
        message: say.storeNone,
        remedy: say.storeNoneRemedy,
        rows: ['S3-19', 'Q3-18'],
      },
    ]
  }
  const { path } = place
  try {
    const reader = await openStoreReader(place)
    await reader.chainHeads()
    await reader.close()
  } catch (error) {
    const absent = error instanceof PaycircleError && (error.fields as { reason?: unknown }).reason === 'absent'
    if (!absent) return [failure('store', error, language)]
    return [{ check: 'store', status: 'ok', message: say.storeAbsent(path) }]
  }
  return [{ check: 'store', status: 'ok', message: say.storeOk(path) }, folderFinding(dirname(path), language)]
}

function folderFinding(folder: string, language: Language): Finding {
  const say = doctorMessages[language]
  return process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0
    ? {
        check: 'data-folder',
        status: 'warn',
        message: say.readableByOthers(folder),
        remedy: say.chmod('700', folder),
        rows: ['S3-02', 'Q3-02'],
      }
    : { check: 'data-folder', status: 'ok', message: say.privateToOwner(folder) }
}
