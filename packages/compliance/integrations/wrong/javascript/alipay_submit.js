var crypto = require('crypto')
var https = require('https')
var xml2js = require('xml2js')

var alipay_config = {
  partner: '2088000000000000',
  key: 'x7h2k9q4w1m8z5v3t6r0p2n4b7c1d9f3',
  sign_type: 'MD5',
  input_charset: 'utf-8',
}

var gateway = 'https://mapi.alipay.com/gateway.do?'

function paraFilter(para) {
  var result = {}
  for (var key in para) {
    if (key === 'sign' || key === 'sign_type' || para[key] === '') continue
    result[key] = para[key]
  }
  return result
}

function createLinkstring(para) {
  var ls = ''
  for (var k in para) {
    ls = ls + k + '=' + para[k] + '&'
  }
  return ls.substring(0, ls.length - 1)
}

function buildRequestMysign(para) {
  var prestr = createLinkstring(para)
  console.log('prestr', prestr + alipay_config.key)
  return crypto
    .createHash('md5')
    .update(prestr + alipay_config.key, 'utf8')
    .digest('hex')
}

exports.buildRequestForm = function (email, method, button) {
  var para = paraFilter({
    service: 'sign_protocol_with_partner',
    partner: alipay_config.partner,
    _input_charset: alipay_config.input_charset,
    email: email,
  })
  para.sign = buildRequestMysign(para)
  para.sign_type = alipay_config.sign_type
  var html =
    '<form id="alipaysubmit" action="' + gateway + '_input_charset=' + alipay_config.input_charset + '" method="' + method + '">'
  for (var key in para) {
    html += '<input type="hidden" name="' + key + '" value="' + para[key] + '"/>'
  }
  html += '<input type="submit" name="submit" value="' + button + '"></form>'
  return html
}

exports.isSigned = function (email, callback) {
  var para = paraFilter({
    service: 'query_customer_protocol',
    partner: alipay_config.partner,
    _input_charset: alipay_config.input_charset,
    biz_type: '10004',
    user_email: email,
  })
  para.sign = buildRequestMysign(para)
  para.sign_type = alipay_config.sign_type
  https
    .get(gateway + createLinkstring(para), function (res) {
      var body = ''
      res.on('data', function (chunk) {
        body += chunk
      })
      res.on('end', function () {
        xml2js.parseString(body, function (err, result) {
          if (err) return callback(null, false)
          callback(null, result.alipay.is_success[0] === 'T')
        })
      })
    })
    .on('error', function () {
      callback(null, false)
    })
}
