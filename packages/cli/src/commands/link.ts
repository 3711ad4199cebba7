import { commandLineError } from '../command-line/index.js'
import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { openMerchant } from '../merchant/index.js'
import { messages } from '../messages.js'
import { warningsOf } from './warnings.js'

interface LinkOptions {
  readonly email: string
  readonly 'sign-channel': 'NORMAL' | undefined
  readonly form: boolean
  readonly method: 'get' | 'post' | undefined
}

/** `link`: a signed request for Alipay's signing page. Sends nothing. */
export async function link(invocation: Invocation, { options }: { readonly options: LinkOptions }): Promise<ExitCode> {
  if (options.method !== undefined && !options.form) {
    throw commandLineError('usage-option-pair', { option: '--method', needs: '--form' })
  }
  const { language, output } = invocation
  const merchant = await openMerchant(invocation)
  try {
    const result = await merchant.link({
      email: options.email,
      signChannel: options['sign-channel'],
      form: options.form ? (options.method ?? 'post') : undefined,
    })
    output.result({ ...result, ...warningsOf(merchant, language) }, () => result.html ?? result.url)
    if (!output.json) output.notice(messages[language].operation(result.operationId))
    return exitCode.done
  } finally {
    await merchant.close()
  }
}
