import { writeFile } from 'node:fs/promises'
import { buildCase, caseDocument, caseText } from 'paycircle-server/cases'
import { readConfiguration, selectProfile } from '../configuration/index.js'
import { programError } from '../errors.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { noteRead, openLog } from './open-log.js'

interface CaseInput {
  readonly argument: string | undefined
  readonly options: { readonly out: string | undefined }
}

/** `case ID`: a support case ready to send to Alipay, out of the log. S3-21, S3-22, S3-05 */
export async function supportCase(invocation: Invocation, { argument = '', options }: CaseInput): Promise<ExitCode> {
  const { language, output, clock } = invocation
  const configuration = readConfiguration(invocation.environment, invocation.workingFolder)
  const { id, partner, mode, charset, signType, accountParameter } = selectProfile(configuration, invocation.profile)
  const place = await openLog(invocation)
  try {
    const merchant = { profileId: id, partner: partner ?? '', mode, charset, signType, accountParameter }
    const found = await buildCase({ store: place.reader, merchant, id: argument, now: clock.now() })
    if (found.agreement !== undefined) await noteRead(invocation, place, found.agreement, 'operation')
    const text = caseText(found, language)
    const { out } = options
    if (out === undefined) {
      output.result(caseDocument(found), () => text)
      return exitCode.done
    }
    await writeFile(out, text, { flag: 'wx', mode: 0o600 }).catch((cause: unknown) => {
      throw programError('folder-unusable', { folder: out }, { cause })
    })
    output.result({ ...caseDocument(found), out }, () => out)
    return exitCode.done
  } finally {
    await place.reader.close()
  }
}
