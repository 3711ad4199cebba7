import { expect, it } from 'vitest'
import { auditTexts } from '../specimens.js'

const words = "'query_customer_protocol' 'is_success' 'https://mapi.alipay.com/gateway.do'"
const javascript = `const a = [${words.replaceAll(' ', ', ')}]\n`
const java = `import java.net.URL;\nString[] a = {${words.replaceAll("'", '"').replaceAll(' ', ', ')}};\n`
const joining = `const h = require('crypto').createHash('md5')\np = { service: 'query_customer_protocol', partner: x }\n`
const python = `import a\nb = [${words.replaceAll(' ', ', ')}]\n`
const ruby = `require 'a'\nb = [${words.replaceAll(' ', ', ')}]\n`
const php = `<?php\n$a = [${words.replaceAll(' ', ', ')}];\n`
const csharp = `using System;\nvar a = new[] {${words.replaceAll("'", '"').replaceAll(' ', ', ')}};\n`
const go = `package a\nvar b = []string{${words.replaceAll("'", '"').replaceAll(' ', ', ')}}\n`

const fill = (piece: string, size = 1_000_000) => piece.repeat(Math.ceil(size / piece.length))

it.each([
  ['calls in calls', javascript + fill('a(')],
  ['calls closed', javascript + fill('console.log(', 500_000) + fill(')', 50_000)],
  ['calls of logs', javascript + fill('console.log(a + md5Key_)\n')],
  ['logs of keys', javascript + fill('console.log(b(md5Key)); ')],
  ['catches', javascript + fill('try { } catch (e) { } ')],
  ['catches that say no', javascript + fill('try { } catch (e) { return false } ')],
  ['is_success', javascript + fill('is_success === "T" ')],
  ['words', javascript + fill('a')],
  ['blanks', javascript + fill(' ')],
  ['line ends', javascript + fill('\n')],
  ['dots', javascript + fill('a.')],
  ['equals', javascript + fill('a=')],
  ['braces', java + fill('{')],
  ['braces closed', java + fill('{', 500_000) + fill('}', 500_000)],
  ['methods', java + fill('void a(String b) throws C { return; }\n')],
  ['positions', java + fill('.getChildNodes().item(1)')],
  ['trust managers', java + fill('checkServerTrusted(')],
  ['suites', python + Array.from({ length: 1300 }, (_, depth) => `${' '.repeat(depth)}if a:`).join('\n')],
  ['handlers of Python', python + fill('try:\n  a\nexcept B:\n  return False\n')],
  ['blocks of Ruby', ruby + fill('a.each do |b|\n')],
  ['handlers of Ruby', ruby + fill('begin\nrescue\n')],
  ['markup', php + fill('?><?php ')],
  ['switches', php + fill("'verify' ")],
  ['strings', csharp + fill('"<input value=" + a ')],
  ['certificates', csharp + fill('ServerCertificateValidationCallback = ')],
  ['looks at err', go + fill('if err != nil {\n}\n')],
  ['keys', javascript + fill("'q8w3e7r1t5y9u2i6o4p0a8s3d7f1g5h9' ")],
  ['ampersands', javascript + fill("a += b + '=' + c + '&'\n")],
  ['loops with ampersands', javascript + fill("for (;;) { if (a === '') continue; b += c + '=' + d + '&' } ")],
  ['splits', javascript + fill("a = b.split('=')[0]; ")],
  ['lengths', javascript + fill('if (url.length > 2000) a() ')],
  ['opened connections', java + fill('.openConnection(')],
  ['assignments', javascript + fill('gateway = b + ')],
  ['calls of fetch', javascript + fill('fetch(a, b.c)\n')],
  ['sign_type', javascript + "const h = md5('a')\n" + fill("p.sign_type = 'MD5'\n")],
  ['literals with sign_type', javascript + "const h = md5('a')\n" + fill("p = { sign_type: 'MD5', ")],
  ['encodings', javascript + fill('p = encodeURI(a)\n')],
  ['encodings and digests', javascript + fill('p = encodeURI(a); md5(b + p)\n')],
  ['inputs', javascript + fill("'<input value=\"' + ")],
  ['inputs that are filled', javascript + fill('`<input value="${a`')],
  ['addresses', javascript + fill("'?email=' + a + ")],
  ['addresses that are filled', javascript + fill('`https://mapi.alipay.com/gateway.do?email=${a}`;')],
  ['flags that are dropped', javascript + fill('let a = get("charge_agent");')],
  ['roots', csharp + fill('document.ChildNodes[2].InnerText;')],
  ['calls of Python', python + fill("requests.get(a)\n'b'\n")],
  ['choices', javascript + "const v = 'notify_verify'\n" + fill('test ? a : ')],
  ['returns', javascript + fill('function signReturn() { signed = 1 }\n')],
  ['services', javascript + fill("service: 'cae_charge_agent', ")],
  ['parts of a query', javascript + fill("'partner=' + a + 'service=' + ")],
  ['loops that join', joining + fill('for (;;) ')],
  ['joins', joining + fill("for (k in p) { s += k + '=' + p[k] } ")],
  ['services', joining + fill('service: ')],
  ['calls of a kit', joining + fill('gateway + createLinkString(')],
  ['buttons', joining + fill('\'<form action="gateway"><input type="submit" name="a">\' ')],
  ['returns of a signing', joining + fill("f('sign_protocol_with_partner', return_url)\n")],
  ['handlers of errors', joining + fill(".on('error', ")],
  ['lists of children', joining + fill('nodes = b.childNodes; nodes[1];\n')],
  ['clients of Go', go + fill('http.Client{')],
  ['encodings in strings', ruby + fill('"#{CGI.escape(a)}" ')],
])('audits a hostile megabyte of %s in time', (_, text) => {
  // Processor time of this process alone: others on the machine do not count.
  const before = process.cpuUsage()
  auditTexts({ hostile: text })
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(2000)
})
