import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { periodOf, type Period } from 'paycircle-server/custody'
import type { Configuration } from '../configuration/index.js'
import { loadSealKeys, makeSealKey, type SealKeys } from './seal-key.js'

/** What stands beside the store to keep its log honest. */
export interface CustodySettings {
  readonly keys: SealKeys | undefined
  readonly anchorPath: string
  readonly retention: Period | undefined
}

const sealKeyName = 'seal-key.pem'
const anchorsName = 'anchors.jsonl'

/** Where the key is looked for: as told, else beside the store where one is there; nowhere where a variable holds it. */
export function sealKeyPath(
  { sealKeyFile, sealKeys }: Configuration['installation'],
  storePath: string,
): string | undefined {
  if (sealKeys !== undefined) return undefined
  const beside = join(dirname(storePath), sealKeyName)
  return sealKeyFile ?? (existsSync(beside) ? beside : undefined)
}

/** Where anchors go: as told, else beside the store. */
export function anchorPath({ anchorFile }: Configuration['installation'], storePath: string): string {
  return anchorFile ?? join(dirname(storePath), anchorsName)
}

/** @throws seal-key-unusable */
export function custodySettings(installation: Configuration['installation'], storePath: string): CustodySettings {
  const file = sealKeyPath(installation, storePath)
  const { retention } = installation
  return {
    keys: file === undefined ? installation.sealKeys : loadSealKeys(file),
    anchorPath: anchorPath(installation, storePath),
    retention: retention === undefined ? undefined : periodOf(retention),
  }
}

/** Of the sandbox: all in its folder, the key made at the first start. */
export function sandboxCustodySettings(storePath: string): CustodySettings {
  const beside = join(dirname(storePath), sealKeyName)
  if (!existsSync(beside)) makeSealKey(beside)
  return custodySettings({}, storePath)
}
