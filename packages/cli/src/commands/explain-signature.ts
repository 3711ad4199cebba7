import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { PaycircleError } from 'paycircle/internal/base'
import { explainError, explainSignature as explanationOf, readSignedRequest } from 'paycircle/internal/explain'
import type { CommandInput, OptionDefinitions } from '../command-line/index.js'
import { loadKey, readConfiguration, selectProfile, type LoadedKey } from '../configuration/index.js'
import { programError } from '../errors.js'
import { describeError } from '../error-report.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { sayWarnings } from '../merchant/index.js'
import { explanationText } from './signature-text.js'

const inputLimitBytes = 1024 * 1024

/** `explain-signature`: what must be signed, and which mistake makes the signature that was sent. S3-24 */
export async function explainSignature(
  invocation: Invocation,
  { argument }: Pick<CommandInput<OptionDefinitions>, 'argument'>,
): Promise<ExitCode> {
  const { language, output } = invocation
  const key = keyOf(invocation)
  const request = readSignedRequest(await readInput(invocation, argument))
  const explanation = explanationOf(request, key === undefined ? {} : { key: key.key })
  output.result(explanation, () => explanationText(explanation, language))
  if (key === undefined) return exitCode.usage
  return explanation.matches ? exitCode.done : exitCode.no
}

/** Without a key it is told what must be signed, and not whether it was. */
function keyOf(invocation: Invocation): LoadedKey | undefined {
  const { environment, language, output } = invocation
  const configuration = readConfiguration(environment, invocation.workingFolder)
  try {
    const loaded = loadKey(selectProfile(configuration, invocation.profile).keyFile, environment)
    sayWarnings(invocation, configuration, loaded)
    return loaded
  } catch (error) {
    if (!(error instanceof PaycircleError) || error.code !== 'configuration-key-missing') throw error
    output.notice(describeError(error.describe(language), language))
    return undefined
  }
}

async function readInput({ stdin, workingFolder }: Invocation, argument = '-'): Promise<string> {
  if (argument === '-') {
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of stdin) {
      length += chunk.length
      if (length > inputLimitBytes) throw explainError('explain-input-too-long', { limitBytes: inputLimitBytes })
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  }
  let bytes: Buffer
  try {
    bytes = await readFile(resolve(workingFolder, argument))
  } catch (error) {
    throw programError('input-unreadable', { file: argument }, { cause: error })
  }
  if (bytes.length > inputLimitBytes) throw explainError('explain-input-too-long', { limitBytes: inputLimitBytes })
  return bytes.toString('utf8')
}
