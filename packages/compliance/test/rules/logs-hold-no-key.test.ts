import { expect, it } from 'vitest'
import { logsHoldNoKey } from '../../src/rules/logs-hold-no-key.js'
import { auditTexts, placesOf } from '../specimens.js'

const key = 'q8w2e7r4t1y9u3i6o5p0a8s7d6f5g4h3'
const count = (message: string) => placesOf(logsHoldNoKey, `2026-11-20 10:00:00 INFO ${message}\n`).length

it.each([
  `_input_charset=gbk&partner=2088000000000000&service=sign_protocol_with_partner${key}`,
  `a=1 partner=2088000000000000&sign_channel=NORMAL&email=agent@example.com${key}`,
  `security_code: "${key}"`,
  `安全校验码：x 安全校验码=${key}`,
  '-----BEGIN PRIVATE KEY-----',
])('finds the key in %s', (message) => {
  expect(count(message)).toBe(1)
})

it.each([
  '_input_charset=gbk&partner=2088000000000000&service=sign_protocol_with_partner',
  `_input_charset=gbk&partner=2088000000000000&service=sign_protocol_with_partner&sign=${key}`,
  `file ${key} uploaded`,
  `md5_key=${'*'.repeat(32)}`,
  `md5_key=${'x'.repeat(32)}`,
  '-----BEGIN PUBLIC KEY-----',
])('has nothing against %s', (message) => {
  expect(count(message)).toBe(0)
})

it('never repeats the key', () => {
  const { findings } = auditTexts({ 'app.log': `2026-11-20 10:00:00 INFO md5_key=${key}\n` }, [logsHoldNoKey])
  expect(findings).toHaveLength(1)
  expect(JSON.stringify(findings[0]?.message)).not.toContain(key)
})
