const live = 'https://mapi.alipay.com/gateway.do'
const sandbox = 'https://mapi.alipaydev.com/gateway.do'
const isProduction = process.env.NODE_ENV === 'production'

exports.verify = async function (partner, notifyId) {
  const gateway = !isProduction ? live : sandbox
  const query = new URLSearchParams({ service: 'notify_verify', partner, notify_id: notifyId })
  const answer = await fetch(`${gateway}?${query}`, { signal: AbortSignal.timeout(15000) })
  return (await answer.text()) === 'true'
}
