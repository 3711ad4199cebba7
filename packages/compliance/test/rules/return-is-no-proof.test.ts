import { expect, it } from 'vitest'
import { returnIsNoProof } from '../../src/rules/return-is-no-proof.js'
import { placesOf } from '../specimens.js'

const head = "const service = 'sign_protocol_with_partner'\n"

it.each([
  ['function signReturn(req) { agent.signed = true }', ['2:34']],
  ["app.get('/agreement/callback', (req) => { agents.markSigned(req.id) })", ['2:50']],
  ['function signNotify(req) { db.run(\'update agents set status = "signed"\') }', ['2:54']],
])('finds %s', (line, places) => {
  expect(placesOf(returnIsNoProof, head + line)).toEqual(places)
})

it.each([
  ['function signReturn(req) { if (queryAgreement(req.email).debit) agent.signed = true }'],
  ['function signReturn(req) { queue.add(req.email); agent.signed = true }'],
  ['function signReturn(req) { agent.returned = true }'],
  ['function signReturn(req) { agent.signed = false }'],
  ['function keep(answer) { agent.signed = true }'],
  ['function signalCallback() { signed = true }'],
])('lets %s be', (line) => {
  expect(placesOf(returnIsNoProof, head + line)).toEqual([])
})

it('is silent where nothing signs agreements', () => {
  expect(placesOf(returnIsNoProof, "const a = require('a')\nfunction signReturn(req) { agent.signed = true }")).toEqual(
    [],
  )
})
