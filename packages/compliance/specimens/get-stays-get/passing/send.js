const gateway = 'https://mapi.alipay.com/gateway.do'

async function send(query, method) {
  const url = `${gateway}?${query}`
  if (url.length > 8000) throw new RangeError('The request is too long')
  if (method === 'POST') {
    return fetch(`${gateway}?_input_charset=utf-8`, { method: 'POST', body: query, signal: AbortSignal.timeout(15000) })
  }
  return fetch(url, { signal: AbortSignal.timeout(15000) })
}

module.exports = { send }
