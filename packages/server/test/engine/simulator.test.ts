import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { Secret } from 'paycircle/internal/base'
import { startSimulator } from 'paycircle-simulator'
import { createWorld, keyText, profileId } from './world.js'

const email = 'agent@example.com'

test('against the simulator: each after-commit fault leaves the state, and the next query finds the truth', async () => {
  const { partner, ...world } = await simulated()
  const { engine } = world.engine({ random: randomBytes })
  const ask = { profileId, agreement: { by: 'email', email }, actor: 'cli' } as const
  await world.control(`accounts/${email}`, { autoDebit: true, autoRefund: true, state: 'normal', certificate: true })
  expect((await engine.check(ask)).outcome).toMatchObject({ outcome: 'signed', autoDebit: true, autoRefund: true })
  for (const fault of ['system-error-after-commit', 'unknown-exception-after-commit', 'generic-failure-after-commit']) {
    await world.control('faults', { service: 'query_customer_protocol', email, fault })
    const failed = await engine.check(ask)
    expect(failed.outcome).toMatchObject({ outcome: 'indeterminate', reason: 'indeterminate-code' })
    expect(failed.agreement).toMatchObject({ state: 'signed', autoDebit: true })
    expect(failed.agreement?.holdCode).not.toBeNull()
    const settled = await engine.check({ ...ask, force: true, reason: 'the fault was made on purpose' })
    expect(settled.agreement).toMatchObject({ state: 'signed', holdCode: null })
  }
  await world.control(`accounts/${email}`, { autoDebit: false, autoRefund: true, state: 'normal', certificate: true })
  expect((await engine.check(ask)).agreement).toMatchObject({ autoDebit: false, autoRefund: true })
  await world.control(`accounts/${email}`, { autoDebit: false, autoRefund: false, state: 'none', certificate: true })
  expect((await engine.check(ask)).agreement?.state).toBe('terminated')
  expect(partner).toBe('2088000000000000')
  expect((await world.events()).map(({ type }) => type)).toEqual([
    'agreement.signed',
    'agreement.held',
    'agreement.released',
    'agreement.held',
    'agreement.released',
    'agreement.held',
    'agreement.released',
    'agreement.half_changed',
    'agreement.terminated',
  ])
})

test('against the simulator: the request of a departure is accepted and leads to the signing page', async () => {
  const world = await simulated()
  const { engine } = world.engine()
  const { token } = await engine.startSigning({ profileId, email, actor: 'cli' })
  const { request } = await engine.depart(token, { actor: 'agent' })
  const response = await fetch(request.url, { redirect: 'manual' })
  expect(response.status).toBe(302)
})

async function simulated() {
  const partner = '2088000000000000'
  const simulator = await startSimulator({
    gatewayPort: 0,
    pagePort: 0,
    partners: [{ partner, md5Key: Secret.fromText(keyText) }],
  })
  onTestFinished(() => simulator.close())
  const world = await createWorld({ gateway: simulator.gatewayUrl })
  return {
    ...world,
    partner,
    async control(path: string, body: object) {
      const response = await fetch(`${simulator.controlUrl.replace(/\/?$/, '/')}${path}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect(response.ok, await response.text()).toBe(true)
    },
  }
}
