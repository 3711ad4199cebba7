import { expect, it } from 'vitest'
import { queryJoinedWithAmpersands } from '../../src/rules/query-joined-with-ampersands.js'
import { placesOf } from '../specimens.js'

const head = "const gateway = 'https://mapi.alipay.com/gateway.do?'\n"

it.each([
  ["a = 'partner=' + partner + 'service=' + service", ['2:29']],
  ["sb.append('partner=').append(partner).append('sign=')", ['2:47']],
  ['a = `partner=${partner}sign=${sign}`', ['2:24']],
])('finds %s', (line, places) => {
  expect(placesOf(queryJoinedWithAmpersands, head + line)).toEqual(places)
})

it.each([
  ["a = gateway + 'service=' + service + '&partner=' + partner"],
  ["a = 'partner=' + partner + '&' + 'service=' + service"],
  ["a = ['partner=' + partner, 'service=' + service].join('&')"],
  ['a = `partner=${partner}&sign=${sign}`'],
  ["a = 'sign=' + sign + ' service=' + service"],
])('lets %s be', (line) => {
  expect(placesOf(queryJoinedWithAmpersands, head + line)).toEqual([])
})
