import type { AgreementRow, StoreReader } from 'paycircle-server/store/port'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { table } from '../output/table.js'
import { timeText } from '../output/time.js'
import { logMessages } from './log-messages.js'
import { masked, noteRead, openLog, recordValue } from './open-log.js'

interface LogListOptions {
  readonly email: string | undefined
  readonly kind: string | undefined
  readonly since: number | undefined
  readonly until: number | undefined
  readonly limit: number | undefined
  readonly cursor: string | undefined
  readonly mask: boolean
}

/** `log list`: a page of the operation log, newest first. */
export async function logList(
  invocation: Invocation,
  { options }: { readonly options: LogListOptions },
): Promise<ExitCode> {
  const { language, output, profile } = invocation
  const say = logMessages[language]
  const place = await openLog(invocation)
  const { reader, profileId, timeZone } = place
  try {
    const agreement = options.email === undefined ? undefined : await agreementOf(reader, profileId, options.email)
    const { kind, since, until, cursor, limit = 50 } = options
    const page =
      agreement === null
        ? { rows: [] }
        : await reader.operations({
            limit,
            ...(profile === undefined ? {} : { profileId }),
            ...(agreement === undefined ? {} : { agreementId: agreement.id }),
            ...(kind === undefined ? {} : { kind }),
            ...(since === undefined ? {} : { since }),
            ...(until === undefined ? {} : { until }),
            ...(cursor === undefined ? {} : { cursor }),
          })
    const { next } = page as { readonly next?: string }
    const rows = options.mask ? page.rows.map(masked) : page.rows
    if (agreement && cursor === undefined) await noteRead(invocation, place, agreement, 'log')
    output.result({ items: rows.map(recordValue), ...(next === undefined ? {} : { next }) }, () =>
      rows.length === 0
        ? say.nothing
        : table(
            [say.time, say.kind, say.account, say.actor, say.outcome, say.operation],
            rows.map((record) => [
              timeText(record.at, timeZone),
              record.kind,
              record.account ?? '',
              record.actor,
              [record.outcome, record.code].filter((part) => part !== null).join(' '),
              record.operationId,
            ]),
          ),
    )
    if (next !== undefined && !output.json) output.notice(say.more(next))
    return exitCode.done
  } finally {
    await reader.close()
  }
}

/** The agreement that the log's records of an agent belong to; null where there is none, and so no record. */
async function agreementOf(reader: StoreReader, profileId: string, email: string): Promise<AgreementRow | null> {
  return (await reader.agreementByAccount(profileId, email.trim().toLowerCase())) ?? null
}
