import { expect, it } from 'vitest'
import { answerParsedAsXml } from '../../src/rules/answer-parsed-as-xml.js'
import { placesOf } from '../specimens.js'

const head = "const xml = ask('query_customer_protocol')\n"

it.each([
  ["xml.indexOf('<is_success>T</is_success>') > 0", ['2:13']],
  ["xml.split('<charge_agent>')[1]", ['2:11']],
  ["cutOut(xml, '<is_success>', '</is_success>')", ['2:13']],
  ['xml.match(/<refund_charge>(.)/)', ['2:11']],
  ['if (/<is_success>T/.test(xml)) go()', ['2:5']],
  ['new RegExp("x"); xml.search(\'<refund_charge>\')', ['2:29']],
])('finds %s', (line, places) => {
  expect(placesOf(answerParsedAsXml, head + line)).toEqual(places)
})

it.each([
  ["respond('<is_success>T</is_success>')"],
  ["const fixture = '<alipay><is_success>T</is_success></alipay>'"],
  ["expect(xml.includes('<charge_agent>T')).toBe(true)"],
  ["// xml.indexOf('<is_success>')\nread(xml).is_success"],
])('lets %s be', (line) => {
  expect(placesOf(answerParsedAsXml, head + line)).toEqual([])
})
