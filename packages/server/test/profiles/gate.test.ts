import { describe, expect, test } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import {
  createProfile,
  gateOf,
  refuseClosedGate,
  standInEmail,
  type GateFacts,
  type GateItemName,
  type MerchantProfile,
} from 'paycircle-server/profiles'

const partner = '2088000000000000'
const override = { partner, reason: 'tested elsewhere', by: 'operator:li', at: 1 }
const complete: GateFacts = { procedure: { standing: 'complete', openStages: [] }, override: null }
const modes = ['sandbox', 'test', 'live'] as const

function profileIn(mode: MerchantProfile['mode'], changes: Partial<MerchantProfile> = {}): MerchantProfile {
  const sound = createProfile({
    id: 'demo',
    name: '示例商旅',
    partner,
    key: Secret.fromText('k9x2m4n6p7q1rsv8w3c5t0hyzabdefgj'),
    contact: { name: '王芳', phone: '021-5555 0100' },
    accountClass: 'contracted',
    mode,
  })
  return { ...sound, ...changes }
}

const missing: readonly [GateItemName, string, Partial<MerchantProfile>, GateFacts][] = [
  ['name', 'no name', { name: partner }, complete],
  ['contact', 'the stand-in for a contact', { contact: { name: 'x', email: standInEmail } }, complete],
  ['account-class', 'a test account', { accountClass: 'test' }, complete],
  ['procedure', 'stages that are open', {}, { ...complete, procedure: { standing: 'open', openStages: ['S5-2'] } }],
  ['procedure', 'stages of which nothing is recorded', {}, { ...complete, procedure: { standing: 'not-recorded' } }],
  [
    'procedure',
    "an override of another partner's",
    {},
    { procedure: { standing: 'not-recorded' }, override: { ...override, partner: '2088000000000001' } },
  ],
]

describe.each(modes)('in %s mode', (mode) => {
  test('a profile that lacks nothing passes', () => {
    expect(gateOf(profileIn(mode), complete)).toMatchObject({ open: true, readyForLive: true })
  })

  test.each(missing)('%s is open with %s', (item, _, changes, facts) => {
    const verdict = gateOf(profileIn(mode, changes), facts)
    expect(verdict.items.filter(({ state }) => state === 'open').map((one) => one.item)).toEqual([item])
    expect(verdict.readyForLive).toBe(false)
    // Nothing is held outside live mode; what going live would need is told all the same.
    expect(verdict.open).toBe(mode !== 'live')
  })

  test('an override stands in for the procedure, and for nothing else', () => {
    const facts: GateFacts = { procedure: { standing: 'not-recorded' }, override }
    const verdict = gateOf(profileIn(mode), facts)
    expect(verdict).toMatchObject({ open: true, readyForLive: true, override })
    expect(verdict.items.at(-1)).toMatchObject({ item: 'procedure', state: 'overridden' })
    expect(gateOf(profileIn(mode, { accountClass: 'test' }), facts).readyForLive).toBe(false)
  })
})

test('what is missing is told item by item, in both languages, with its rows', () => {
  const verdict = gateOf(profileIn('live', { name: partner, accountClass: 'test' }), {
    procedure: { standing: 'open', openStages: ['S5-2', 'Q5-4'] },
    override: null,
  })
  let told: { describe(language: 'zh' | 'en'): { message: string; rows: readonly string[] } } | undefined
  try {
    refuseClosedGate('demo', verdict)
  } catch (error) {
    told = error as typeof told
  }
  const english = told?.describe('en')
  const chinese = told?.describe('zh')
  expect(english?.rows).toEqual(expect.arrayContaining(['S3-03', 'Q3-03', 'S5-1', 'Q5-5']))
  for (const part of ['partner ID', '3 %', 'S5-2, Q5-4']) expect(english?.message).toContain(part)
  for (const part of ['合作者身份ID', '3%', 'S5-2、Q5-4']) expect(chinese?.message).toContain(part)
})
