import { expect } from 'vitest'
import { SeededRandom } from '../simulation/seeded-random.js'
import { expectTold, settledFeed, type Told } from './expect-told.js'
import { MoodyReceiver } from './moody-receiver.js'
import { Site, type SiteOptions } from './site.js'

export interface OnSiteOptions extends SiteOptions {
  readonly nodes: number
  /** Each with the types that it is told; undefined for all. */
  readonly receivers: readonly (readonly string[] | undefined)[]
  readonly random: SeededRandom
}

export interface OnSite {
  readonly site: Site
  readonly told: readonly Told[]
  readonly random: SeededRandom
}

/** Opens a site with its nodes and receivers, has `carryOut` do its worst, stops what is left, and looks once more. */
export async function onSite(options: OnSiteOptions, carryOut: (here: OnSite) => Promise<void>): Promise<void> {
  const { nodes, receivers, random } = options
  const site = await Site.open(options)
  const told: Told[] = []
  try {
    await Promise.all(Array.from({ length: nodes }, (_, place) => site.start(place)))
    for (const events of receivers) {
      const receiver = await MoodyReceiver.start(new SeededRandom(random.below(2 ** 32)), events)
      told.push({ receiver, webhookId: await site.tell(receiver) })
    }
    await carryOut({ site, told, random })
    const events = await settledFeed(site)
    expect(await Promise.all(site.nodes.map((node) => node.stop()))).toEqual(site.nodes.map(() => 0))
    await expectTold(site, told, events)
  } finally {
    await site.close()
    await Promise.all(told.map(({ receiver }) => receiver.close()))
  }
}
