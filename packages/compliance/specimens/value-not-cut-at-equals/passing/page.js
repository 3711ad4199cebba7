const gateway = 'https://mapi.alipay.com/gateway.do'
const tab = window.location.search.split('=')[1]
const languageCookie = document.cookie.split('; ').find((one) => one.startsWith('lang='))
const language = languageCookie && languageCookie.split('=')[1]
const [width, height] = '3=4'.split('x')
show(gateway, tab, language)
