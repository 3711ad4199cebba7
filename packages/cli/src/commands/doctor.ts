import type { Language } from 'paycircle/internal/base'
import type { MerchantProfile } from 'paycircle-server/profiles'
import { commandLineError } from '../command-line/index.js'
import {
  loadKey,
  merchantProfile,
  readConfiguration,
  selectProfile,
  storePlace,
  type Environment,
  type ProfileSettings,
  type StorePlace,
} from '../configuration/index.js'
import { examineNetwork } from '../doctor/examine-network.js'
import { examineProbe } from '../doctor/examine-probe.js'
import { examineSealKey } from '../doctor/examine-seal-key.js'
import { examineConfiguration, examineKey, examineProfile, examineStore, failure } from '../doctor/examine-set-up.js'
import { examineStored } from '../doctor/examine-stored.js'
import type { Finding } from '../doctor/finding.js'
import { doctorMessages } from '../doctor/messages.js'
import { storedSettings } from '../merchant/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { displayWidth, padEnd } from '../output/index.js'
import { printable } from '../output/table.js'

interface DoctorOptions {
  readonly probe: boolean
  readonly email: string | undefined
}

/** `doctor`: examines everything that a call to the gateway rests on; asks nothing of its services but on `--probe`. */
export async function doctor(
  invocation: Invocation,
  { options }: { readonly options: DoctorOptions },
): Promise<ExitCode> {
  if (options.email !== undefined && !options.probe) {
    throw commandLineError('usage-option-pair', { option: '--email', needs: '--probe' })
  }
  const findings = await examine(invocation, options)
  const failed = findings.some(({ status }) => status === 'fail')
  invocation.output.result({ ok: !failed, checks: findings }, () => report(findings, failed, invocation))
  return failed ? exitCode.no : exitCode.done
}

async function examine(invocation: Invocation, { probe, email }: DoctorOptions): Promise<readonly Finding[]> {
  const { clock, environment, language } = invocation
  try {
    const configuration = readConfiguration(environment, invocation.workingFolder)
    const stored = await storedSettings(configuration, environment, invocation.profile)
    const settings = stored ?? selectProfile(configuration, invocation.profile)
    const place = storePlace(configuration.installation)
    return [
      ...examineConfiguration(configuration, language),
      ...examineProfile(settings, language),
      // That of a stored profile is sealed; the probe alone can try it.
      ...(stored === undefined ? examineKey(settings, environment, language) : []),
      ...(await examineNetwork(settings, language, clock)),
      ...(await examineStore(place, language)),
      ...examineSealKey(configuration.installation, language),
      ...(stored === undefined ? await examineStanding(settings, environment, place, language) : []),
      ...(probe ? [await examineProbe(invocation, settings, email)] : []),
    ]
  } catch (error) {
    return [failure('configuration', error, language)]
  }
}

/** Nothing where partner or key are missing, which is said already. */
async function examineStanding(
  settings: ProfileSettings,
  environment: Environment,
  place: StorePlace | undefined,
  language: Language,
): Promise<readonly Finding[]> {
  let profile: MerchantProfile
  try {
    profile = merchantProfile(settings, loadKey(settings.keyFile, environment).key)
  } catch {
    return []
  }
  return examineStored(profile, place, language)
}

function report(findings: readonly Finding[], failed: boolean, { language, output }: Invocation): string {
  const say = doctorMessages[language]
  const marks = Math.max(...(['ok', 'warn', 'fail'] as const).map((status) => displayWidth(say[status]))) + 2
  const names = Math.max(...findings.map(({ check }) => displayWidth(say[`check-${check}`]))) + 2
  const lines = findings.flatMap(({ check, status, message, remedy, rows, tookMs }) => {
    const time = tookMs === undefined ? '' : ` (${tookMs} ms)`
    const law = rows === undefined || rows.length === 0 ? '' : ` [${rows.join(', ')}]`
    const mark = output.colours[status](padEnd(say[status], marks))
    const line = `${mark}${padEnd(say[`check-${check}`], names)}${printable(message)}${time}${law}`
    return remedy === undefined ? [line] : [line, `${' '.repeat(marks + names)}${remedy}`]
  })
  return [...lines, '', failed ? say.somethingFailed : say.allWell].join('\n')
}
