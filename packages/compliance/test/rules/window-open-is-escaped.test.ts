import { expect, it } from 'vitest'
import { windowOpenIsEscaped as rule } from '../../src/rules/window-open-is-escaped.js'
import { placesOf } from '../specimens.js'

const jsp = (script: string) => `<%@ page language="java" %><p>\n<script>\n${script}\n</script>`

it.each([
  'window.open("<%= signUrl %>")',
  "open('<%= request.getAttribute(\"alipayUrl\") %>', '_blank')",
  'location.href = "${alipay.url}"',
  'window.location = "https://mapi.alipay.com/gateway.do?<%= query %>"',
  'location.replace("<?php echo $gateway ?>")',
  'location.assign("<?= $sign_url ?>")',
])('points at the string: %s', (script) => {
  const column = Math.min(...['"', "'"].map((quote) => script.indexOf(quote)).filter((at) => at !== -1)) + 1
  expect(placesOf(rule, jsp(script))).toEqual([`3:${String(column)}`])
})

it('follows a variable', () => {
  expect(placesOf(rule, jsp('var u = "<%= signUrl %>"; window.open(u)'))).toEqual(['3:9'])
  expect(placesOf(rule, jsp('var u = "<%= signUrl %>"; console.log(u)'))).toEqual([])
})

it.each([
  'window.open("<%= Encode.forJavaScript(signUrl) %>")',
  'window.open(<%= json(signUrl) %>)',
  'window.open("/print.jsp?id=<%= order.id %>")',
  'window.open("https://www.alipay.com/")',
  'window.open(`${alipayUrl}`)',
  'window.open("{{ sign_url }}")',
  '// window.open("<%= signUrl %>")',
])('leaves alone what is escaped, fixed, or another window: %s', (script) => {
  expect(placesOf(rule, jsp(script))).toEqual([])
})

it('does not judge a template whose engine escapes by itself', () => {
  expect(placesOf(rule, '<p>\n<script>window.open("<%= sign_url %>")</script>')).toEqual([])
})
