import { expect, it } from 'vitest'
import { noCapturedHandOver as rule } from '../../src/rules/no-captured-hand-over.js'
import { formOf, signing } from '../gateway-form.js'
import { placesOf } from '../specimens.js'

const captured = 'https://airprod.alipay.com/exterfaceAssign.htm?service=sign_protocol_with_partner&partner=1'
const other = 'https://mclient.alipay.com/home/exterfaceAssign.htm?a=1'

it('points at it in links, frames, forms, scripts and lists', () => {
  expect(placesOf(rule, `<p><a href="${captured}">x</a>`)).toEqual(['1:4'])
  expect(placesOf(rule, `<p><a href="${other}">x</a>`)).toEqual(['1:4'])
  expect(placesOf(rule, `<p><iframe src="${captured}"></iframe>`)).toEqual(['1:4'])
  expect(placesOf(rule, formOf(signing, { action: captured }))).toEqual(['1:1'])
  expect(placesOf(rule, formOf({ ...signing, alipay_exterface_invoke_assign_model: 'deduct' }))).toEqual(['1:1'])
  expect(placesOf(rule, `<p>\n<script>\nwindow.open('${captured}')</script>`)).toEqual(['3:13'])
  expect(placesOf(rule, `https://www.alipay.com/\n${captured}`)).toEqual(['2:1'])
})

it('leaves alone what only speaks of it, and addresses of others', () => {
  expect(placesOf(rule, `<p>${captured}</p><!-- ${captured} -->${formOf(signing)}`)).toEqual([])
  expect(placesOf(rule, `<p><script>if (url.indexOf('exterfaceAssign.htm') > 0) wait()</script>`)).toEqual([])
  expect(placesOf(rule, '<p><a href="https://www.example.com/exterfaceAssign.htm">x</a>')).toEqual([])
})
