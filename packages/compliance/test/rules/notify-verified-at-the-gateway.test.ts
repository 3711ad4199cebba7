import { expect, it } from 'vitest'
import { notifyVerifiedAtTheGateway } from '../../src/rules/notify-verified-at-the-gateway.js'
import { placesOf } from '../specimens.js'

const head = "const charset = '_input_charset'\nconst service = 'notify_verify'\n"
const live = "'https://mapi.alipay.com/gateway.do'"
const test = "'https://mapi.alipaydev.com/gateway.do'"

it.each([
  ["get('https://notify.example.com/trade/notify_query.do?')", ['3:5']],
  [`get(isTest ? ${live} : ${test})`, ['3:5']],
  [`get(!production ? ${live} : ${test})`, ['3:5']],
])('finds another place: %s', (line, places) => {
  expect(placesOf(notifyVerifiedAtTheGateway, head + line)).toEqual(places)
})

it.each([
  [`get(isTest ? ${test} : ${live})`],
  [`get(!isTest ? ${live} : ${test})`],
  [`get(production ? ${live} : ${test})`],
  [`get(isTest ? 1 : 2)`],
  ["get('http://notify.alipay.com/trade/notify_query.do?')"],
  [`get(mobile ? ${live} : ${test})`],
  ["get('https://mapi.alipay.com/gateway.do?service=notify_verify&')"],
])('lets %s be', (line) => {
  expect(placesOf(notifyVerifiedAtTheGateway, head + line)).toEqual([])
})
