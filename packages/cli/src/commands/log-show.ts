import type { OperationRecord } from 'paycircle-server/ledger'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { pairs } from '../output/table.js'
import { timeText } from '../output/time.js'
import { logError } from './log-errors.js'
import { logMessages } from './log-messages.js'
import { masked, noteRead, openLog, recordValue } from './open-log.js'

interface LogShowInput {
  readonly argument: string | undefined
  readonly options: { readonly mask: boolean }
}

/** `log show ID`: what was intended and what came of it. */
export async function logShow(invocation: Invocation, { argument = '', options }: LogShowInput): Promise<ExitCode> {
  const { language, output } = invocation
  const place = await openLog(invocation)
  const { reader, timeZone } = place
  try {
    const { rows } = await reader.operations({ operationId: argument, limit: 200 })
    if (rows.length === 0) throw logError('operation-unknown', {})
    const records = (options.mask ? rows.map(masked) : [...rows]).reverse()
    const [{ agreementId, profileId, account }] = rows as [OperationRecord]
    if (agreementId !== null && account !== null) {
      await noteRead(invocation, place, { id: agreementId, profileId, account }, 'operation')
    }
    output.result({ operationId: argument, records: records.map(recordValue) }, () =>
      records.map((record) => recordText(record, logMessages[language], timeZone)).join('\n\n'),
    )
    return exitCode.done
  } finally {
    await reader.close()
  }
}

function recordText(record: OperationRecord, say: (typeof logMessages)['en'], timeZone: string): string {
  const { account, agreementId, outcome, code } = record
  return pairs([
    [say.kind, record.kind],
    [say.time, timeText(record.at, timeZone)],
    [say.operation, record.operationId],
    [say.profile, record.profileId],
    ...(account === null ? [] : [[say.account, account] as const]),
    ...(agreementId === null ? [] : [[say.agreement, agreementId] as const]),
    [say.actor, record.actor],
    ...(outcome === null ? [] : [[say.outcome, outcome] as const]),
    ...(code === null ? [] : [[say.code, code] as const]),
    ...Object.entries(record.details)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [`  ${name}`, typeof value === 'string' ? value : JSON.stringify(value)] as const),
    [say.place, say.placeText(record.writer, record.sequence)],
    [say.hash, record.hash],
  ])
}
