const escapeHtml = require('escape-html')
const action = 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8'

function signForm(parameters) {
  const inputs = Object.entries(parameters).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  const search = '<input type="text" name="q" value="">'
  return `${search}<form action="${action}" method="post">${inputs.join('')}<button>签约</button></form>`
}

module.exports = { signForm }
