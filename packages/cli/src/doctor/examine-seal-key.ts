import type { Language } from 'paycircle/internal/base'
import { storePlace, type Configuration } from '../configuration/index.js'
import { anchorPath, loadSealKeys, sealKeyPath } from '../custody/index.js'
import { custodyFileError } from '../custody/errors.js'
import { failure } from './examine-set-up.js'
import type { Finding } from './finding.js'
import { doctorMessages } from './messages.js'

const rows = ['S3-19', 'Q3-18']
const variable = 'PAYCIRCLE_SEAL_KEY'

/** Whether the operation log is sealed, and by a key that nobody else can use. */
export function examineSealKey(installation: Configuration['installation'], language: Language): readonly Finding[] {
  const say = doctorMessages[language]
  const path = storePlace(installation)?.path
  // Without a store there is no log, which is said already.
  if (path === undefined) return []
  const anchors = anchorPath(installation, path)
  if (installation.sealKeys !== undefined) {
    return installation.sealKeys.key === undefined
      ? [failure('seal-key', custodyFileError('seal-key-unusable', { file: variable, fault: 'public-only' }), language)]
      : [{ check: 'seal-key', status: 'ok', message: say.sealKeyOk(variable, anchors) }]
  }
  const file = sealKeyPath(installation, path)
  if (file === undefined) {
    const findings: Finding[] = [
      { check: 'seal-key', status: 'warn', message: say.sealKeyNone, remedy: say.sealKeyNoneRemedy, rows },
    ]
    if (installation.retention === undefined) return findings
    const remedy = say.sealKeyNoneRemedy
    return [...findings, { check: 'retention', status: 'warn', message: say.retentionNeedsKey, remedy, rows }]
  }
  try {
    if (loadSealKeys(file).readableByOthers) {
      const remedy = say.chmod('600', file)
      return [{ check: 'seal-key', status: 'warn', message: say.readableByOthers(file), remedy, rows }]
    }
  } catch (error) {
    return [failure('seal-key', error, language)]
  }
  return [{ check: 'seal-key', status: 'ok', message: say.sealKeyOk(file, anchors) }]
}
