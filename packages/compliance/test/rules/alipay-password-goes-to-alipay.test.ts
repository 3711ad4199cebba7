import { expect, it } from 'vitest'
import { alipayPasswordGoesToAlipay } from '../../src/rules/alipay-password-goes-to-alipay.js'
import { placesOf } from '../specimens.js'

const count = (url: string, body: string) =>
  placesOf(
    alipayPasswordGoesToAlipay,
    JSON.stringify([
      { request: { method: 'POST', url, postData: { mimeType: 'application/x-www-form-urlencoded', text: body } } },
    ]),
  ).length

it.each(['alipay_password=x', 'a=1&zfb_pwd=x', 'user_alipay_pay_pwd=x', 'alipayPassword=x'])('finds %s', (body) => {
  expect(count('https://tickets.example.com/bind', body)).toBe(1)
  expect(count('https://auth.alipay.com/login', body)).toBe(0)
})

it.each(['password=x', 'alipay_account=a%40example.com', 'login_pwd=x', 'passenger=x'])(
  'has nothing against %s',
  (body) => {
    expect(count('https://tickets.example.com/bind', body)).toBe(0)
  },
)
