const action = 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8'

function signForm(parameters) {
  const inputs = Object.entries(parameters).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
  return `<form action="${action}" method="post">${inputs.join('')}<button>签约</button></form>`
}

module.exports = { signForm }
