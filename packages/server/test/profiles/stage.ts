import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { expect, onTestFinished } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import type { Engine } from 'paycircle-server/engine'
import { createDirectory, type Directory, type DirectoryOptions } from 'paycircle-server/profiles'
import { createSealing, type Sealing } from 'paycircle-server/sealing'
import { startSimulator, type Simulator } from 'paycircle-simulator'
import { createWorld, keyText, type World } from '../engine/world.js'

export const partner = '2088000000000000'
export const oldKey = Secret.fromText(keyText)
export const newKeyText = 'n3wk3yn3wk3yn3wk3yn3wk3yn3wk3y00'
export const newKey = Secret.fromText(newKeyText)

export function newSealing(): Sealing {
  const { privateKey } = generateKeyPairSync('ed25519')
  return createSealing({ keys: [{ id: randomBytes(8).toString('hex'), privateKey }], random: randomBytes })
}

/** A node: what it knows of the profiles, and the engine that serves them. */
export interface Node {
  readonly directory: Directory
  readonly engine: Engine
}

export interface Stage {
  readonly world: World
  readonly simulator: Simulator
  readonly sealing: Sealing
  /** Another node on the same store, which has read it. */
  node(options?: Partial<DirectoryOptions>): Promise<Node>
  /** Tells the simulator something, as Alipay's staff would. */
  control(path: string, body: object): Promise<void>
}

/** A store with sealed keys, one configured profile, and Alipay played by the simulator. */
export async function setStage(): Promise<Stage> {
  const simulator = await startSimulator({ gatewayPort: 0, pagePort: 0, partners: [{ partner, md5Key: oldKey }] })
  onTestFinished(() => simulator.close())
  const world = await createWorld({ gateway: simulator.gatewayUrl })
  const sealing = newSealing()
  const stage: Stage = {
    world,
    simulator,
    sealing,
    async node(options = {}) {
      const shared = {
        store: options.store ?? world.store,
        clock: world.clock,
        random: randomBytes,
        nodeName: 'node-a',
      }
      const directory = createDirectory({ ...shared, sealing, configured: [world.profile], ...options })
      await directory.refresh()
      const gate = directory.gate.bind(directory)
      const { engine } = world.engine({ store: shared.store, profiles: directory.profiles, gate })
      directory.listen((profiles) => engine.replaceProfiles(profiles))
      return { directory, engine }
    },
    async control(path, body) {
      const response = await fetch(`${simulator.controlUrl.replace(/\/?$/, '/')}${path}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect(response.ok, await response.text()).toBe(true)
    },
  }
  return stage
}
