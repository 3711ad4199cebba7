import { exitCode, type ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import { openLoggedMerchant } from '../merchant/index.js'
import { profileValue } from './profile-list.js'
import { profileMessages } from './profile-messages.js'

interface ProfileChangeInput {
  readonly options: { readonly reason: string }
}

/** `profile pause`: an operator stops queries and signings. */
export function profilePause(invocation: Invocation, { options }: ProfileChangeInput): Promise<ExitCode> {
  return change(invocation, 'pause', options.reason)
}

/** `profile resume`: an operator lets them go on. */
export function profileResume(invocation: Invocation, { options }: ProfileChangeInput): Promise<ExitCode> {
  return change(invocation, 'resume', options.reason)
}

async function change(invocation: Invocation, kind: 'pause' | 'resume', reason: string): Promise<ExitCode> {
  const merchant = await openLoggedMerchant(invocation)
  try {
    const status = await merchant.changeProfile({ kind, reason })
    const { id } = merchant.settings
    const say = profileMessages[invocation.language]
    invocation.output.result({ id, ...profileValue(status) }, () =>
      kind === 'pause' ? say.nowPaused(id) : say.nowResumed(id),
    )
    return exitCode.done
  } finally {
    await merchant.close()
  }
}
