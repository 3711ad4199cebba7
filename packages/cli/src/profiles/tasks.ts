import { randomBytes } from 'node:crypto'
import type { Language } from 'paycircle/internal/base'
import type { Access } from 'paycircle-server/access'
import { resealSecrets, type CustodyOptions } from 'paycircle-server/custody'
import { probeStagedKey, type Engine } from 'paycircle-server/engine'
import {
  createStoredProfile,
  profileError,
  removeStoredProfile,
  returnKey,
  stageKey,
  switchKey,
  updateStoredProfile,
  type Directory,
} from 'paycircle-server/profiles'
import type { Sealing } from 'paycircle-server/sealing'
import { goLiveOrAsk, profileDetails } from 'paycircle-server/service'
import { z } from 'zod'
import { loadKeyFile } from '../configuration/index.js'

const text = z.string().max(4096)
const profileId = z.string().max(63)
const settings = z.record(z.string().max(40), z.unknown())

/** What a command may have done about profiles, by this process or by the service that owns the store. */
export const profileTaskSchema = z.discriminatedUnion('task', [
  z.strictObject({ task: z.literal('show'), profileId }),
  // A key travels as the path of its file: both processes are the same user's.
  z.strictObject({ task: z.literal('create'), profileId, settings, keyFile: text }),
  z.strictObject({ task: z.literal('update'), profileId, changes: settings }),
  z.strictObject({ task: z.literal('remove'), profileId, reason: text }),
  z.strictObject({ task: z.literal('go-live'), profileId, overrideReason: text.optional() }),
  z.strictObject({ task: z.literal('stage'), profileId, keyFile: text }),
  z.strictObject({ task: z.literal('probe'), profileId, email: text }),
  z.strictObject({
    task: z.literal('switch'),
    profileId,
    at: z.number().int().optional(),
    backDays: z.number().int().optional(),
    reason: text.optional(),
  }),
  z.strictObject({ task: z.literal('back'), profileId, reason: text }),
  z.strictObject({ task: z.literal('reseal') }),
])

export type ProfileTask = z.infer<typeof profileTaskSchema>

/** What a process needs to do them: the one that owns the store has it. */
export interface ProfileDesk {
  readonly directory: Directory
  readonly engine: Engine
  readonly access: Access
  readonly sealing: Sealing
  readonly custody: Pick<CustodyOptions, 'nodeName'>
}

const actor = 'cli'

/** Does the task; answers what JSON can carry: the profile as it stands then, or what else came of it. */
export async function performProfileTask(desk: ProfileDesk, task: ProfileTask, language: Language): Promise<unknown> {
  const { directory, engine, sealing, custody } = desk
  if (task.task === 'reseal') {
    const { store, clock } = directory
    return resealSecrets({ store, clock, random: randomBytes, ...custody }, sealing, actor)
  }
  if (task.task === 'remove') {
    await removeStoredProfile(directory, { ...task, actor })
    return { id: task.profileId, removed: true }
  }
  await carryOut(desk, task)
  const entry = directory.entries.get(task.profileId)
  if (entry === undefined) throw profileError('profile-unknown', { profileId: task.profileId })
  const { id } = entry.profile
  const status = await engine.profileStatus(id)
  return profileDetails({ entry, status, gate: engine.gate(id), notices: engine.notices(id) }, language)
}

function carryOut(
  { directory, engine, access }: ProfileDesk,
  task: Exclude<ProfileTask, { task: 'reseal' | 'remove' }>,
): Promise<unknown> {
  const about = { profileId: task.profileId, actor } as const
  switch (task.task) {
    case 'show':
      return directory.refresh()
    case 'create':
      return createStoredProfile(directory, { ...about, settings: task.settings, key: keyOf(task.keyFile) })
    case 'update':
      return updateStoredProfile(directory, { ...about, changes: task.changes })
    case 'go-live': {
      const { overrideReason } = task
      const act = { ...about, ...(overrideReason === undefined ? {} : { overrideReason }) }
      return goLiveOrAsk({ directory, access, clock: directory.clock }, act)
    }
    case 'stage':
      return stageKey(directory, { ...about, key: keyOf(task.keyFile) })
    case 'probe':
      return probeStagedKey(engine, directory, { ...about, email: task.email })
    case 'switch': {
      const { at, backDays, reason } = task
      return switchKey(directory, {
        ...about,
        ...(at === undefined ? {} : { at }),
        ...(backDays === undefined ? {} : { backDays }),
        ...(reason === undefined ? {} : { reason }),
      })
    }
    case 'back':
      return returnKey(directory, { ...about, reason: task.reason })
  }
}

function keyOf(file: string) {
  return loadKeyFile(file, '--key-file').key
}
