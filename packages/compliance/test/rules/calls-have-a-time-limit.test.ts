import { expect, it } from 'vitest'
import { callsHaveATimeLimit } from '../../src/rules/calls-have-a-time-limit.js'
import { placesOf } from '../specimens.js'

const javascript = "const gateway = 'https://mapi.alipay.com/gateway.do'\n"
const python = "import requests\nGATEWAY = 'https://mapi.alipay.com/gateway.do'\n"
const java = 'import java.net.URL;\nString gateway = "https://mapi.alipay.com/gateway.do";\n'
const go = 'package pay\nconst gateway = "https://mapi.alipay.com/gateway.do"\n'

it.each([
  [javascript, 'axios.get(gateway, { params })', ['2:1']],
  [javascript, 'const url = gateway + query\nfetch(url)', ['3:1']],
  [python, 'requests.post(GATEWAY, data=parameters, timeout=None)', ['3:1']],
  [python, 'urllib.request.urlopen(GATEWAY + query)', ['3:1']],
  [python, "http.client.HTTPSConnection('mapi.alipay.com')", ['3:1']],
  [java, 'HttpClient client = HttpClient.newBuilder().build();', ['3:21']],
  [java, 'InputStream in = new URL(gateway).openStream();', ['3:18']],
  [java, 'URLConnection c = url.openConnection(); c.setConnectTimeout(3000);', ['3:22']],
  [go, 'var client = &http.Client{}', ['3:14']],
])('finds what waits for ever', (head, line, places) => {
  expect(placesOf(callsHaveATimeLimit, head + line)).toEqual(places)
})

it.each([
  [javascript, "fetch('/status')"],
  [javascript, "fetch('https://rates.example.com/')"],
  [javascript, "const rates = 'https://rates.example.com/'\nfetch(rates)"],
  [javascript, 'fetch(gateway, { signal })'],
  [javascript, 'fetch(gateway, options)'],
  [javascript, 'axios.defaults.timeout = 15000\naxios.get(gateway)'],
  [javascript, 'fetch(startUrl)'],
  [javascript, 'fetch(`${simulator.gatewayOrigin}/requests`)'],
  [javascript, 'class Signing {\n  request(gateway) {\n    return gateway\n  }\n}'],
  [python, 'requests.get(GATEWAY, **options)'],
  [python, 'socket.setdefaulttimeout(15)\nurlopen(GATEWAY)'],
  [java, 'c = url.openConnection(); c.setConnectTimeout(3000); c.setReadTimeout(TIMEOUT);'],
  [go, 'var client = &http.Client{Timeout: 15 * time.Second}'],
])('lets what has a limit, or goes elsewhere, be', (head, line) => {
  expect(placesOf(callsHaveATimeLimit, head + line)).toEqual([])
})
