import { readConfiguration, selectProfile, storePlace } from '../configuration/index.js'
import { examineNetwork } from '../doctor/examine-network.js'
import { examineSealKey } from '../doctor/examine-seal-key.js'
import { examineConfiguration, examineKey, examineProfile, examineStore, failure } from '../doctor/examine-set-up.js'
import type { Finding } from '../doctor/finding.js'
import { doctorMessages } from '../doctor/messages.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { displayWidth, padEnd } from '../output/index.js'
import { printable } from '../output/table.js'

/** `doctor`: examines everything that a call to the gateway rests on, and asks nothing of its services. */
export async function doctor(invocation: Invocation): Promise<ExitCode> {
  const findings = await examine(invocation)
  const failed = findings.some(({ status }) => status === 'fail')
  invocation.output.result({ ok: !failed, checks: findings }, () => report(findings, failed, invocation))
  return failed ? exitCode.no : exitCode.done
}

async function examine(invocation: Invocation): Promise<readonly Finding[]> {
  const { clock, environment, language } = invocation
  try {
    const configuration = readConfiguration(environment, invocation.workingFolder)
    const settings = selectProfile(configuration, invocation.profile)
    return [
      ...examineConfiguration(configuration, language),
      ...examineProfile(settings, language),
      ...examineKey(settings, environment, language),
      ...(await examineNetwork(settings, language, clock)),
      ...(await examineStore(storePlace(configuration.installation), language)),
      ...examineSealKey(configuration.installation, language),
    ]
  } catch (error) {
    return [failure('configuration', error, language)]
  }
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
