import { expect, it } from 'vitest'
import { Document, judge, type RequestEvidence } from '../../src/index.js'
import { notInAFrame as rule } from '../../src/rules/not-in-a-frame.js'
import { formOf, gateway, payment, signing } from '../gateway-form.js'
import { auditTexts, placesOf } from '../specimens.js'

const target = (form: string, attribute: string) => form.replace('<form', `<form ${attribute}`)

it.each([
  `<iframe src="${gateway}?service=sign_protocol_with_partner"></iframe>`,
  `<iframe src="//mapi.alipay.com/gateway.do?<?= $query ?>"></iframe>`,
  `<p><object data="${gateway}"></object>`,
  `<p><embed src="${gateway}">`,
  `<html><frameset><frame src="https://www.alipay.com/cooperate/gateway.do?service=sign_protocol_with_partner"></frameset>`,
])('points at a frame that shows the gateway: %s', (page) => {
  expect(placesOf(rule, page)).toHaveLength(1)
})

it('points at a form that opens the gateway in a frame of its page, by whichever way it names it', () => {
  const frame = '<iframe name=box></iframe>'
  expect(placesOf(rule, target(formOf(signing), 'target=box') + frame)).toEqual(['1:1'])
  expect(placesOf(rule, `<base target=box>${formOf(signing)}${frame}`)).toEqual(['1:18'])
  expect(placesOf(rule, formOf(signing, { inside: '<button formtarget=box>x</button>' }) + frame)).toEqual(['1:1'])
  expect(placesOf(rule, `${frame}<a target=box href="${gateway}?service=sign_protocol_with_partner">x</a>`)).toEqual([
    '1:27',
  ])
})

it('sees frames that a script writes', () => {
  expect(placesOf(rule, `const html = '<iframe src="${gateway}?' + query + '">'\nmodule.exports = html`)).toEqual([
    '1:14',
  ])
  expect(placesOf(rule, `<p><script>document.getElementById('f').src = '${gateway}?' + query</script>`)).toEqual([
    '1:47',
  ])
  expect(placesOf(rule, `<p><script>image.src = 'https://img.alipay.com/logo.png'</script>`)).toEqual([])
  expect(placesOf(rule, `const html = '<iframe src="https://www.example.com/">'\nmodule.exports = html`)).toEqual([])
})

it('follows frames from page to page', () => {
  const places = (texts: Record<string, string>) =>
    auditTexts(texts, [rule]).findings.map(({ location }) => `${location.path} ${String(location.line)}`)
  const around = '<p>\n<iframe src="/pay/sign.jsp?id=1"></iframe>'
  expect(places({ 'a.html': around, 'web/pay/sign.jsp': formOf(signing) })).toEqual(['a.html 2'])
  expect(places({ 'a.html': around, 'web/pay/sign.jsp': target(formOf(signing), 'target=_top') })).toEqual([])
  expect(places({ 'a.html': around, 'web/other/sign.jsp': formOf(signing) })).toEqual([])
  expect(places({ 'a.html': around, 'web/pay/sign.jsp': formOf(payment) })).toEqual([])
  expect(
    places({ 'a.html': '<frameset><frame name=main></frameset>', 'b.html': target(formOf(signing), 'target=main') }),
  ).toEqual(['b.html 1'])
})

it('believes a browser that says so', () => {
  const request: RequestEvidence = {
    kind: 'request',
    origin: 'received',
    method: 'get',
    address: gateway,
    url: new URL(gateway),
    parameters: [],
    droppedByBrowser: [],
    complete: true,
    isForFrame: true,
    place: new Document('/requests/1', '').place(0),
  }
  expect(judge([request], [rule]).findings).toHaveLength(1)
  expect(judge([{ ...request, isForFrame: false }], [rule]).findings).toEqual([])
})

it.each([
  `<iframe src="https://www.example.com/"></iframe><iframe></iframe>${formOf(signing)}`,
  `<iframe name=box></iframe>${target(formOf(signing), 'target=_blank')}${target(formOf(payment), 'target=box')}`,
  `<iframe name=box></iframe><form target=box action=/upload><input type=file name=f></form>`,
  `<iframe src="${gateway}?service=create_direct_pay_by_user&amp;qr_pay_mode=1"></iframe>`,
  `<iframe src="https://render.alipay.com/p/help.htm"></iframe>`,
  `<p>&lt;iframe src="${gateway}"&gt;</p><!-- <iframe src="${gateway}"></iframe> -->`,
])('leaves alone frames of others and windows of their own: %s', (page) => {
  expect(placesOf(rule, page)).toEqual([])
})
