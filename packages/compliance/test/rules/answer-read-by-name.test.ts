import { expect, it } from 'vitest'
import { answerReadByName } from '../../src/rules/answer-read-by-name.js'
import { placesOf } from '../specimens.js'

const head = "const names = ['is_success', 'refund_charge']; ask('query_customer_protocol')\n"

it.each([
  ['root.childNodes[2].textContent', ['2:5']],
  ['root.children[1].textContent', ['2:5']],
  ["root.getElementsByTagName('alipay')[0].children[2].textContent", ['2:39']],
])('finds %s', (line, places) => {
  expect(placesOf(answerReadByName, head + line)).toEqual(places)
})

it.each([
  ["root.getElementsByTagName('is_success')[0].childNodes[0].nodeValue"],
  ['doc.childNodes[0]'],
  ['rows[1]'],
  ['// root.childNodes[2]'],
])('lets %s be', (line) => {
  expect(placesOf(answerReadByName, head + line)).toEqual([])
})

it('takes a root for an element, whatever it is called, and needs no query beside the flags', () => {
  const text =
    'using System;\nvar doc = new XmlDocument();\nXmlElement document = doc.DocumentElement;\nvar Refund_Charge = document.ChildNodes[2];\n'
  expect(placesOf(answerReadByName, text)).toEqual(['4:29'])
})

it('is silent where no answer of the query is read', () => {
  expect(
    placesOf(answerReadByName, "const form = document.forms[0]\nform.children[1].value = 'query_customer_protocol'\n"),
  ).toEqual([])
})
