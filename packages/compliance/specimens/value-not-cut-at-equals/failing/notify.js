// Reads what Alipay sends about _input_charset, sign and the rest.
const expected = ['_input_charset', 'notify_id', 'sign']

function read(body) {
  const parameters = {}
  for (const pair of body.split('&')) {
    const [name, value] = pair.split('=')
    parameters[name] = decodeURIComponent(value)
  }
  return parameters
}

module.exports = { read, expected }
