import { expect, it } from 'vitest'
import { noPreSignedUrl as rule } from '../../src/rules/no-pre-signed-url.js'
import { formOf, payment, query, signing, urlOf } from '../gateway-form.js'
import { auditTexts, placesOf } from '../specimens.js'

const signed = urlOf(signing)

it('points at it in links, frames, scripts and programs, of whatever service', () => {
  expect(placesOf(rule, `<p><a href="${signed}">x</a>`)).toEqual(['1:4'])
  expect(placesOf(rule, `<p><iframe src="${urlOf(payment)}"></iframe>`)).toEqual(['1:4'])
  expect(placesOf(rule, `<p>\n<script>location.href = "${signed}"</script>`)).toEqual(['2:25'])
  expect(placesOf(rule, `import requests\n\nrequests.get("${urlOf(query)}")\n`)).toEqual(['3:14'])
})

it('does not repeat it', () => {
  const { findings } = auditTexts({ page: `<p><a href="${signed}">x</a>` }, [rule])
  expect(JSON.stringify(findings.map(({ message }) => message))).not.toContain(signing.sign)
})

it.each([
  `<p><a href="${urlOf({ ...signing, sign: undefined })}">x</a>`,
  `<p><a href="https://mapi.alipay.com/gateway.do?service=a&partner=b&sign=<?= $sign ?>">x</a>`,
  formOf(signing),
  signed,
  `<p>${signed}</p><!-- ${signed} -->`,
  `const a = require('assert')\nassert.equal(url({ email: 'a' }),\n  '${signed}')`,
  `import unittest\n\ndef test_url(self):\n    self.assertEqual("${signed}", url())\n`,
  `const url = 'https://mapi.alipay.com/gateway.do?service=a&partner=b&sign=' + sign\nmodule.exports = url`,
  `const url = \`https://mapi.alipay.com/gateway.do?service=a&partner=b&sign=\${sign}\`\nmodule.exports = url`,
])('leaves alone what is signed when it is needed, compared, talked about or listed: %s', (text) => {
  expect(placesOf(rule, text)).toEqual([])
})
