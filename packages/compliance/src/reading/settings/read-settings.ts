import type { Document, Setting, SettingsEvidence } from '../../evidence/index.js'
import { settingsOfJson } from './settings-of-json.js'
import { settingsOfLines } from './settings-of-lines.js'
import { settingsOfXml } from './settings-of-xml.js'

/** Larger files are data and no configuration. */
const largest = 2_000_000

const productionName = /(?:^|[^a-z])(?:prod|production|live|online|release)(?:[^a-z]|$)/i
const environmentName =
  /(?:^|[._-])(?:node_env|app_env|env|environment|mode|stage|profile|profiles\.active|on-profile|rails_env)$/i
const productionValue = /^["']?(?:prod|production|live|online)["']?$/i

/** A configuration file in one of the formats that sites keep them in; undefined for any other text. */
export function readSettings(document: Document): SettingsEvidence | undefined {
  if (document.text.length > largest) return undefined
  const settings = settingsOfJson(document) ?? settingsOfXml(document) ?? settingsOfLines(document)
  if (settings === undefined) return undefined
  return { kind: 'settings', document, settings, production: isProduction(document, settings) }
}

/** Says it in the name of the file, or by a setting that names the environment. */
function isProduction({ path }: Document, settings: readonly Setting[]): boolean {
  const name = path.split('/').slice(-2).join('/')
  return (
    productionName.test(name) ||
    settings.some((setting) => environmentName.test(setting.name) && productionValue.test(setting.value))
  )
}
