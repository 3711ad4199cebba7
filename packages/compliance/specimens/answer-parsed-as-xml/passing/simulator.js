const { queryAgreement } = require('./agreement-query')

// Answers query_customer_protocol as Alipay would, for tests.
function answer(agreement) {
  return (
    '<?xml version="1.0" encoding="utf-8"?><alipay><is_success>T</is_success>' +
    `<charge_agent>${agreement.debit ? 'T' : 'F'}</charge_agent>` +
    '<refund_charge>' + (agreement.refund ? 'T' : 'F') + '</refund_charge></alipay>'
  )
}

test('writes the flags of query_customer_protocol', () => {
  expect(answer({ debit: true, refund: false }).includes('<charge_agent>T</charge_agent>')).toBe(true)
  expect(answer({ debit: true, refund: false })).toMatch(/<refund_charge>F/)
  const error = readError(answer({}))
})
