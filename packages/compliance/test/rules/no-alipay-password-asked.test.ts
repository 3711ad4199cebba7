import { expect, it } from 'vitest'
import { noAlipayPasswordAsked as rule } from '../../src/rules/no-alipay-password-asked.js'
import { placesOf } from '../specimens.js'

it.each([
  '<form>\n支付宝账号<input name=a>支付密码<input type=password name=b></form>',
  '<form>\n支付宝帐户：<input name=a>密码：<input type=password name=b></form>',
  '<form>\n<input name=alipay_user><input type=password name=pwd></form>',
  '<form>\n<input name=a><input type=text name=zfbmima></form>',
  '<p>\n支付宝支付密码 <input type=password name=b>',
  '<p>\n<input type=password placeholder="请输入支付宝登录密码">',
  '<p>\n<label for=b>Alipay payment password</label><input type=password id=b>',
  '<form>\nAlipay e-mail <input name=a> Password <input type=password name=b></form>',
])('points at the field: %s', (page) => {
  const line = page.split('\n')[1] ?? ''
  const last = Array.from(line.slice(0, line.lastIndexOf('<input'))).length
  expect(placesOf(rule, page)).toEqual([`2:${String(last + 1)}`])
})

it.each([
  '<form>用户名<input name=u>密码<input type=password name=p></form>',
  '<h1>支付宝机票平台登录</h1><form>用户名<input name=u>密码<input type=password name=p></form>',
  '<form>登录密码<input type=password name=p>确认密码<input type=password name=q>支付宝账号<input name=a></form>',
  '<form>支付宝账号<input name=a></form><form>密码<input type=password name=p></form>',
  '<form>支付宝账号<input name=a>登录密码<input type=password name=p></form>',
  '<p>请勿在本站输入支付宝密码。</p><form>密码<input type=password name=p></form>',
  '<p>We never ask for your Alipay password</p><form><input type=password name=p></form>',
  '<form>支付宝账号<input name=a>提现金额<input name=m>支付密码<input type=password name=p></form>',
  '<form>余额支付密码<input type=password name=p></form>',
  '<form>支付宝账号<input name=alipay_email>安全校验码<input name=alipay_key></form>',
  '<form action="https://auth.alipay.com/login/index.htm">支付宝账号<input name=a>支付密码<input type=password name=b></form>',
])('leaves alone passwords of the site, warnings, and Alipay’s own pages: %s', (page) => {
  expect(placesOf(rule, page)).toEqual([])
})
