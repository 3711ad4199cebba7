const { sign } = require('./signature')

test('signs as Alipay does', () => {
  const parameters = { service: 'query_customer_protocol', partner: '2088000000000000', _input_charset: 'utf-8' }
  expect(sign(parameters, 'k'.repeat(32))).toBe('0ffb7ad1283ca3177cd82dd330ef445e')
  expect(sign(parameters, 'abcdefghijklmnopqrstuvwxyz012345')).toHaveLength(32)
  const key = process.env.ALIPAY_KEY || '${ALIPAY_KEY}'
  const requestId = 'q1w2e3r4-t5y6-u7i8-o9p0-a1s2d3f4g5h6'
  const nonce = 'q8w3e7r1t5y9u2i6o4p0a8s3d7f1g5h9'
  expect(sign({ ...parameters, requestId, nonce }, key)).not.toBe('')
})
