import { describe, expect, it } from 'vitest'
import { lineAt, pieceOf, settingsIn } from '../read.js'

describe('settings of an environment file', () => {
  it('are exported or not, quoted or not, with remarks behind them', () => {
    const text = `# payment
export PAYCIRCLE_MODE=live
PAYCIRCLE_PARTNER='2088000000000000'
PAYCIRCLE_GATEWAY="https://mapi.alipay.com/gateway.do" # https
ALIPAY_URL=https://mapi.alipay.com/gateway.do#top
ALIPAY_NAME="a \\"b\\" #c"
ALIPAY_EMPTY=
ALIPAY_QUOTED_EMPTY=""
  ALIPAY_INDENTED = x
set ALIPAY_WINDOWS=1
ALIPAY_OPEN="never closed
NODE_ENV=production
`
    expect(settingsIn(text)).toEqual([
      ['PAYCIRCLE_MODE', 'live'],
      ['PAYCIRCLE_PARTNER', '2088000000000000'],
      ['PAYCIRCLE_GATEWAY', 'https://mapi.alipay.com/gateway.do'],
      ['ALIPAY_URL', 'https://mapi.alipay.com/gateway.do#top'],
      ['ALIPAY_NAME', 'a "b" #c'],
      ['ALIPAY_INDENTED', 'x'],
      ['ALIPAY_WINDOWS', '1'],
      ['ALIPAY_OPEN', 'never closed'],
      ['NODE_ENV', 'production'],
    ])
    expect(pieceOf('settings', text).production).toBe(true)
  })

  it('keep their lines with the ends of Windows and behind a mark', () => {
    const text = '\uFEFF# a\r\n\r\nA=1\r\nB="2"\r\n'
    expect(pieceOf('settings', text).settings.map(({ name, value, place }) => [name, value, lineAt(place)])).toEqual([
      ['A', '1', 3],
      ['B', '2', 4],
    ])
  })
})

describe('settings of an INI file', () => {
  it('are under their section', () => {
    const text = `; php
date.timezone = Asia/Shanghai
[alipay]
gateway = "https://mapi.alipay.com/gateway.do"
partner=2088000000000000 ; the contracted one
[alipay:test]
partner = '2088111111111111'
[/srv]
a[] = 1
`
    expect(settingsIn(text)).toEqual([
      ['date.timezone', 'Asia/Shanghai'],
      ['alipay.gateway', 'https://mapi.alipay.com/gateway.do'],
      ['alipay.partner', '2088000000000000'],
      ['alipay:test.partner', '2088111111111111'],
      ['/srv.a[]', '1'],
    ])
  })
})

describe('settings of TOML', () => {
  it('are those of a line each', () => {
    const text = `title = "shop"
[alipay]
gateway = 'https://mapi.alipay.com/gateway.do'
timeout = 15
[alipay.hosts]
"mapi.alipay.com" = "110.75.143.101"
[[alipay.agents]]
email = "agent@example.com"
`
    expect(settingsIn(text)).toEqual([
      ['title', 'shop'],
      ['alipay.gateway', 'https://mapi.alipay.com/gateway.do'],
      ['alipay.timeout', '15'],
      ['alipay.hosts.mapi.alipay.com', '110.75.143.101'],
      ['alipay.agents.email', 'agent@example.com'],
    ])
  })
})
