var crypto = require('crypto')
var fs = require('fs')
var https = require('https')
var querystring = require('querystring')
var xml2js = require('xml2js')

var alipay_config = {
  partner: process.env.ALIPAY_PARTNER,
  key: fs.readFileSync(process.env.ALIPAY_KEY_FILE, 'utf8').trim(),
  sign_type: 'MD5',
  input_charset: 'utf-8',
}

var gateway = 'https://mapi.alipay.com/gateway.do?'

function paraFilter(para) {
  var result = {}
  Object.keys(para)
    .sort()
    .forEach(function (key) {
      if (key === 'sign' || key === 'sign_type' || para[key] === '') return
      result[key] = para[key]
    })
  return result
}

function createLinkstring(para) {
  return Object.keys(para)
    .map(function (key) {
      return key + '=' + para[key]
    })
    .join('&')
}

function buildRequestPara(temp) {
  var para = paraFilter(temp)
  para.sign = crypto
    .createHash('md5')
    .update(createLinkstring(para) + alipay_config.key, 'utf8')
    .digest('hex')
  para.sign_type = alipay_config.sign_type
  return para
}

function escapeHtml(text) {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
}

exports.buildRequestForm = function (email, button) {
  var para = buildRequestPara({
    service: 'sign_protocol_with_partner',
    partner: alipay_config.partner,
    _input_charset: alipay_config.input_charset,
    email: email,
  })
  var html = '<form action="' + gateway + '_input_charset=' + alipay_config.input_charset + '" method="post">'
  for (var key in para) {
    html += '<input type="hidden" name="' + key + '" value="' + escapeHtml(para[key]) + '"/>'
  }
  return html + '<input type="submit" value="' + escapeHtml(button) + '"></form>'
}

/** Calls back with an error where nobody knows, else with what Alipay said. */
exports.query = function (email, callback) {
  var para = buildRequestPara({
    service: 'query_customer_protocol',
    partner: alipay_config.partner,
    _input_charset: alipay_config.input_charset,
    biz_type: '10004',
    user_email: email,
  })
  var request = https.get(gateway + querystring.stringify(para), { timeout: 15000 }, function (response) {
    var chunks = []
    response.on('data', function (chunk) {
      chunks.push(chunk)
    })
    response.on('end', function () {
      xml2js.parseString(Buffer.concat(chunks), function (err, result) {
        if (err) return callback(err)
        var alipay = result.alipay
        if (alipay.is_success[0] !== 'T') return callback(null, { code: alipay.error[0] })
        callback(null, { debit: alipay.charge_agent[0] === 'T', refund: alipay.refund_charge[0] === 'T' })
      })
    })
  })
  request.on('timeout', function () {
    request.destroy(new Error('no answer in 15 s'))
  })
  request.on('error', callback)
}
