const gateway = 'https://mapi.alipay.com/gateway.do'

async function send(query) {
  const options = { method: 'GET', signal: AbortSignal.timeout(15000) }
  let url = `${gateway}?${query}`
  if (url.length > 2000) {
    options.method = 'POST'
    options.body = query
    url = `${gateway}?_input_charset=utf-8`
  }
  return fetch(url, options)
}

module.exports = { send }
