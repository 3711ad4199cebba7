import type { Clock, Secret } from 'paycircle/internal/base'
import type { Sealing } from '../sealing/index.js'
import type { Store } from '../store/port/index.js'
import { documentsFor, documentsOf, type ProfileDocuments } from './documents.js'
import { gateOf, procedureNotRecorded, type GateVerdict, type ProcedureStatus } from './gate.js'
import { keyInUse } from './key-rotation.js'
import { createKeyVault, type KeyVault } from './key-vault.js'
import { createProfileRecorder, type ProfileRecorder } from './log-kinds.js'
import type { MerchantProfile, SecondPersonAction } from './merchant-profile.js'
import { profileOfSettings } from './profile-settings.js'

export interface DirectoryOptions {
  readonly store: Store
  readonly clock: Clock
  /** So many random bytes; `randomBytes` of node:crypto outside tests. */
  readonly random: (bytes: number) => Uint8Array
  /** Whose clock it is, in the log. */
  readonly nodeName: string
  readonly sealing: Sealing
  /** The profiles of file and environment; they alone say what these are. */
  readonly configured: readonly MerchantProfile[]
  readonly procedure?: ProcedureStatus
  /** What takes two people for every profile of the store; it is no setting that these could change. */
  readonly secondPerson?: readonly SecondPersonAction[]
}

/** A profile as it is served, and what stands behind it. */
export interface ProfileEntry {
  readonly profile: MerchantProfile
  readonly source: 'configuration' | 'store'
  /** Fingerprint of the key that its settings name. */
  readonly base: string
  readonly documents: ProfileDocuments
}

/** Told which profiles are served from now on; where it throws, those of before stay. */
export type ProfilesListener = (profiles: readonly MerchantProfile[]) => void

/** The profiles of one service: those of its configuration, and those that all nodes share in the store. */
export interface Directory {
  readonly entries: ReadonlyMap<string, ProfileEntry>
  readonly profiles: readonly MerchantProfile[]
  readonly vault: KeyVault
  readonly log: ProfileRecorder
  readonly store: Store
  readonly clock: Clock
  /** A profile of the store with what takes two people. */
  demanding(profile: MerchantProfile): MerchantProfile
  gate(profile: MerchantProfile): GateVerdict
  /**
   * Reads the store again; resolves once what it says is served.
   *
   * @throws sealing-key-unknown, sealed-damaged, and what the listener throws; then nothing has changed
   */
  refresh(): Promise<void>
  /** Takes these for the configured profiles from now on. @throws as `refresh`; then nothing has changed */
  configure(configured: readonly MerchantProfile[]): Promise<void>
  /** One listener; it is told at once. */
  listen(listener: ProfilesListener): void
}

/** Nothing is known before the first `refresh`. */
export function createDirectory(options: DirectoryOptions): Directory {
  const { store, clock, random, nodeName, sealing, procedure = procedureNotRecorded, secondPerson = [] } = options
  const vault = createKeyVault(store, sealing)
  let configured = options.configured
  let entries: ReadonlyMap<string, ProfileEntry> = new Map()
  let listener: ProfilesListener = () => undefined
  let last: Promise<void> = Promise.resolve()

  /** Typed into a reason, a key would stay in the log for ever. */
  const redact = (text: string): string => {
    let redacted = text
    for (const { key } of configured) redacted = key.redact(redacted)
    for (const key of vault.known) redacted = key.redact(redacted)
    return redacted
  }

  const demanding = (profile: MerchantProfile): MerchantProfile =>
    secondPerson.length === 0 ? profile : Object.freeze({ ...profile, secondPerson })

  async function readEntries(of: readonly MerchantProfile[]): Promise<ReadonlyMap<string, ProfileEntry>> {
    const stored = documentsOf(await store.profileDocuments())
    const read = new Map<string, ProfileEntry>()
    for (const profile of of) {
      const documents = documentsFor(stored, profile.id)
      const base = profile.key.fingerprint()
      const key = await keyOf(profile.id, keyInUse(base, documents.key.value), profile.key)
      read.set(profile.id, { profile: withKey(profile, key), source: 'configuration', base, documents })
    }
    for (const [id, documents] of stored) {
      const { value } = documents.settings
      // The configuration wins over the store: it is what the owner of this machine said.
      if (value === null || read.has(id)) continue
      const key = await keyOf(id, keyInUse(value.key, documents.key.value))
      const profile = demanding(profileOfSettings(id, value.settings, key))
      read.set(id, { profile, source: 'store', base: value.key, documents })
    }
    return read
  }

  async function keyOf(profileId: string, fingerprint: string, own?: Secret): Promise<Secret> {
    return own?.fingerprint() === fingerprint ? own : vault.open(profileId, fingerprint)
  }

  async function serve(of: readonly MerchantProfile[]): Promise<void> {
    const read = await readEntries(of)
    listener([...read.values()].map(({ profile }) => profile))
    configured = of
    entries = read
  }

  /** One after the other, so that an older reading never takes the place of a newer one. */
  function inTurn(action: () => Promise<void>): Promise<void> {
    const turn = last.then(action)
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    get entries() {
      return entries
    },
    get profiles() {
      return [...entries.values()].map(({ profile }) => profile)
    },
    vault,
    log: createProfileRecorder(nodeName, random, redact),
    store,
    clock,
    demanding,
    gate(profile) {
      const override = entries.get(profile.id)?.documents.gate.value ?? null
      return gateOf(profile, { procedure: procedure(profile.id), override })
    },
    refresh: () => inTurn(() => serve(configured)),
    configure: (next) => inTurn(() => serve(next)),
    listen(next) {
      listener = next
      listener([...entries.values()].map(({ profile }) => profile))
    },
  }
}

function withKey(profile: MerchantProfile, key: Secret): MerchantProfile {
  return profile.key === key ? profile : Object.freeze({ ...profile, key })
}
