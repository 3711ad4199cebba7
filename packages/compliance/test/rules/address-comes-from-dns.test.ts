import { expect, it } from 'vitest'
import { addressComesFromDns } from '../../src/rules/address-comes-from-dns.js'
import { placesOf } from '../specimens.js'

const count = (text: string) => placesOf(addressComesFromDns, text).length

it.each([
  '110.75.0.1 mapi.alipay.com\n',
  '10.0.0.1 db.example.com\n2001:db8::1\tmapi.alipay.com www.alipay.com # bound\n',
  'alipay_ip = 110.75.0.1\n',
  '[alipay]\ngateway = http://110.75.0.1:80/gateway.do\n',
  '{"alipay": {"host": "110.75.0.1"}}',
  '<?xml version="1.0"?><beans><bean><property name="alipayHost" value="110.75.0.1"/></bean></beans>',
  'networkaddress.cache.ttl = -1\n',
  "const gateway = 'http://110.75.0.1/gateway.do' // mapi.alipay.com\n",
  "const lookup = (name, options, done) => done(null, '110.75.0.1', 4)\nconst host = 'mapi.alipay.com'\n",
  "import requests_toolbelt\nsession.mount('https://mapi.alipay.com', ForcedIPHTTPSAdapter(dest_ip='110.75.0.1'))\n",
])('finds the binding in %j', (text) => {
  expect(count(text)).toBe(1)
})

it.each([
  '127.0.0.1 localhost\n10.0.0.1 notalipay.com.example\n',
  '# 110.75.0.1 mapi.alipay.com\n127.0.0.1 localhost\n',
  'alipay.proxy.port = 8080\nredis.host = 10.0.0.1\n',
  'alipay.listen = 127.0.0.1\n',
  'networkaddress.cache.ttl = 0\n',
  "const host = 'mapi.alipay.com'\nconst exter_invoke_ip = '203.0.113.7'\n",
  "const lookup = (name, options, done) => done(null, '10.0.0.1', 4)\nconst host = 'mapi.alipay.com'\n",
  "const version = '1.2.3.4'\nconst host = 'mapi.alipay.com'\n",
  "const hosts = require('hosts')\nhosts.bind('db.example.com', '203.0.113.7')\n",
])('has nothing against %j', (text) => {
  expect(count(text)).toBe(0)
})

it('points at the setting', () => {
  expect(placesOf(addressComesFromDns, 'a=1\nalipay.host=110.75.0.1\n')).toEqual(['2:13'])
})

it('points at names that containers are given, and leaves alone those of this machine', () => {
  const compose = (host: string) => `services:\n  shop:\n    image: shop\n    extra_hosts:\n      - "${host}"\n`
  expect(placesOf(addressComesFromDns, compose('mapi.alipay.com:110.75.143.101'))).toEqual(['5:10'])
  expect(placesOf(addressComesFromDns, compose('mapi.alipay.com=[2408:4000::1]'))).toEqual(['5:10'])
  expect(placesOf(addressComesFromDns, compose('mapi.alipay.com:127.0.0.1'))).toEqual([])
  expect(placesOf(addressComesFromDns, compose('mapi.alipay.com:host-gateway'))).toEqual([])
  const pod =
    'spec:\n  hostAliases:\n  - ip: "110.75.143.101"\n    hostnames:\n    - "a.internal"\n    - "mapi.alipay.com"\n'
  expect(placesOf(addressComesFromDns, pod)).toEqual(['6:8'])
})
