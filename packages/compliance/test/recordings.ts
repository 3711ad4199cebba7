interface Call {
  readonly at: string
  readonly service?: string
  readonly email?: string
  readonly status?: number
  readonly answer?: string
  readonly durationMs?: number
}

/** A HAR of calls to the gateway, in the order given. */
export function harOf(calls: readonly Call[]): string {
  return JSON.stringify({
    log: {
      entries: calls.map(
        ({
          at,
          service = 'query_customer_protocol',
          email = 'agent@example.com',
          status = 200,
          answer = signed,
          durationMs = 100,
        }) => {
          const query = new URLSearchParams({
            _input_charset: 'utf-8',
            partner: '2088000000000000',
            service,
            user_email: email,
          })
          return {
            startedDateTime: at,
            time: durationMs,
            request: { method: 'GET', url: `https://mapi.alipay.com/gateway.do?${query.toString()}` },
            response: { status, content: { mimeType: 'text/xml', text: answer } },
          }
        },
      ),
    },
  })
}

export const signed =
  '<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>F</refund_charge></alipay>'

/** The answer with an error code. */
export function refusal(code: string): string {
  return `<alipay><is_success>F</is_success><error>${code}</error></alipay>`
}

/** A time so many seconds after an hour. */
export function second(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 20, 2) + seconds * 1000).toISOString()
}
