import { expect, it } from 'vitest'
import { fieldsEscaped } from '../../src/rules/fields-escaped.js'
import { placesOf } from '../specimens.js'

const head = "const gateway = 'https://mapi.alipay.com/gateway.do'\n"

it.each([
  [`html += '<input type="hidden" name="email" value="' + email + '">'`, ['2:9']],
  [`html += format('<input name="email" value="%s">', email)`, ['2:16']],
  ['html += `<input name=email value=${email}>`', ['2:9']],
  [`html += "<input name='" + name + "' value='" + value + "'>"`, ['2:34']],
])('finds %s', (line, places) => {
  expect(placesOf(fieldsEscaped, head + line)).toEqual(places)
})

it.each([
  [`html += '<input type="hidden" name="email" value="' + escapeHtml(email) + '">'`],
  [`html += '<input type="hidden" name="partner" value="' + partner + '">'`],
  [`html += '<input type="hidden" name="sign_type" value="MD5">'`],
  ['html += `<input name="email" value="${escapeHtml(email)}">`'],
  [`html += format('<input name="email" value="%s">', escapeHtml(email))`],
  [`const selector = 'input[value="' + email + '"]'`],
  [`html += '<option value="' + email + '">'`],
])('lets %s be', (line) => {
  expect(placesOf(fieldsEscaped, head + line)).toEqual([])
})
