import { expect, it } from 'vitest'
import { Document, judge, type RequestEvidence } from '../../src/index.js'
import { signatureMatches as rule } from '../../src/rules/signature-matches.js'

function verdictOn(signature: RequestEvidence['signature']): readonly string[] {
  const request: RequestEvidence = {
    kind: 'request',
    origin: 'received',
    method: 'get',
    address: '',
    url: undefined,
    parameters: [],
    droppedByBrowser: [],
    complete: true,
    ...(signature === undefined ? {} : { signature }),
    place: new Document('/requests/1', '').place(0),
  }
  return judge([request], [rule]).findings.map(({ location }) => location.path)
}

it('believes whoever holds the key, and is silent where nobody does', () => {
  expect(verdictOn('differs')).toEqual(['/requests/1'])
  expect(verdictOn('matches')).toEqual([])
  expect(verdictOn(undefined)).toEqual([])
})
