import { describe, expect, it } from 'vitest'
import { lineAt, pieceOf, settingsIn } from '../read.js'

const spring = `# application.yml
spring:
  profiles:
    active: prod
  datasource:
    url: jdbc:mysql://db.internal:3306/shop?useSSL=false
alipay:
  gateway: "https://mapi.alipay.com/gateway.do"   # not the old one
  partner: '2088000000000000'
  sign-type: MD5
  hosts:
    - mapi.alipay.com
    - name: notify
      ip: 110.75.143.101
  certificate: |
    -----BEGIN CERTIFICATE-----
    mode: this is a text
    -----END CERTIFICATE-----
  notes: >-
    sandbox: true
    is only said here
  mode: live
  greeting: 'it''s "paid"'
  escaped: "a\\"b\\u4E2D"
---
spring:
  config:
    activate:
      on-profile: test
alipay.mode: sandbox
...
`

describe('settings of YAML', () => {
  it('are under the names above them, without the texts of blocks', () => {
    for (const text of [spring, spring.replaceAll('\n', '\r\n')])
      expect(settingsIn(text)).toEqual([
        ['spring.profiles.active', 'prod'],
        ['spring.datasource.url', 'jdbc:mysql://db.internal:3306/shop?useSSL=false'],
        ['alipay.gateway', 'https://mapi.alipay.com/gateway.do'],
        ['alipay.partner', '2088000000000000'],
        ['alipay.sign-type', 'MD5'],
        ['alipay.hosts', 'mapi.alipay.com'],
        ['alipay.hosts.name', 'notify'],
        ['alipay.hosts.ip', '110.75.143.101'],
        ['alipay.mode', 'live'],
        ['alipay.greeting', 'it\'s "paid"'],
        ['alipay.escaped', 'a"b中'],
        ['spring.config.activate.on-profile', 'test'],
        ['alipay.mode', 'sandbox'],
      ])
  })

  it('stand on their lines', () => {
    const { settings } = pieceOf('settings', spring)
    const lines = spring.split('\n')
    for (const { name, place } of settings)
      expect(`${name} ${lines[lineAt(place) - 1] ?? ''}`).toContain(place.document.text.slice(place.start, place.end))
    expect(settings.map(({ place }) => lineAt(place))).toEqual([4, 6, 8, 9, 10, 12, 13, 14, 22, 23, 24, 29, 30])
  })

  it('of Kubernetes and compose, where lists hold names and values', () => {
    expect(
      settingsIn(`services:
  shop:
    environment:
      - PAYCIRCLE_MODE=live
      - PAYCIRCLE_PARTNER=2088000000000000
    extra_hosts:
      - "mapi.alipay.com:110.75.143.101"
`),
    ).toEqual([
      ['services.shop.environment.PAYCIRCLE_MODE', 'live'],
      ['services.shop.environment.PAYCIRCLE_PARTNER', '2088000000000000'],
      ['services.shop.extra_hosts', 'mapi.alipay.com:110.75.143.101'],
    ])
    expect(
      settingsIn(`apiVersion: v1
spec:
  containers:
  - name: shop
    env:
    - name: PAYCIRCLE_MODE
      value: "live"
`),
    ).toEqual([
      ['apiVersion', 'v1'],
      ['spec.containers.name', 'shop'],
      ['spec.containers.env.name', 'PAYCIRCLE_MODE'],
      ['spec.containers.env.value', 'live'],
    ])
  })

  it('say that they are of production by what they activate', () => {
    expect(pieceOf('settings', 'spring:\n  profiles:\n    active: prod\n').production).toBe(true)
    expect(pieceOf('settings', 'spring.profiles.active: dev\n').production).toBe(false)
    expect(pieceOf('settings', 'spring:\n  config:\n    activate:\n      on-profile: prod\n').production).toBe(true)
    expect(pieceOf('settings', 'a: b\n', 'config/application-prod.yml').production).toBe(true)
    expect(pieceOf('settings', 'a: b\n', 'products/reproduction.yml').production).toBe(false)
  })
})
