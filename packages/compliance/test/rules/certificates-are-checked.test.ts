import { expect, it } from 'vitest'
import { certificatesAreChecked } from '../../src/rules/certificates-are-checked.js'
import { placesOf } from '../specimens.js'

const javascript = "const gateway = 'https://mapi.alipay.com/gateway.do'\n"
const php = "<?php\n$gateway = 'https://mapi.alipay.com/gateway.do';\n"
const java = 'import java.net.URL;\nString gateway = "https://mapi.alipay.com/gateway.do";\n'

it.each([
  [javascript, 'new https.Agent({ rejectUnauthorized: false })', ['2:19']],
  [javascript, "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'", ['2:13']],
  [php, 'curl_setopt_array($c, [CURLOPT_SSL_VERIFYHOST => 0]);', ['3:24']],
  [php, "stream_context_create(['ssl' => ['verify_peer' => false]]);", ['3:34']],
  [java, 'connection.setHostnameVerifier((host, session) -> true);', ['3:12']],
  [java, 'HttpClients.custom().setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE);', ['3:45']],
  [
    java,
    'new HostnameVerifier() { public boolean verify(String host, SSLSession session) { return true; } };',
    ['3:33'],
  ],
  [
    'using System;\nvar gateway = "https://mapi.alipay.com/gateway.do";\n',
    'static bool Check(object a, X509Certificate b, X509Chain c, SslPolicyErrors d) { return true; }',
    ['3:8'],
  ],
])('finds the switch', (head, line, places) => {
  expect(placesOf(certificatesAreChecked, head + line)).toEqual(places)
})

it.each([
  [javascript, 'new https.Agent({ rejectUnauthorized: true })'],
  [javascript, '// rejectUnauthorized: false'],
  [javascript, "const hint = 'rejectUnauthorized: false is dangerous'"],
  [php, 'curl_setopt($c, CURLOPT_SSL_VERIFYHOST, 2);'],
  [java, 'import org.apache.http.conn.ssl.NoopHostnameVerifier;'],
  [
    java,
    'public void checkServerTrusted(X509Certificate[] chain, String type) { usual.checkServerTrusted(chain, type); }',
  ],
  [java, 'public boolean verify(String host, SSLSession session) { return host.equals(session.getPeerHost()); }'],
])('lets what checks be', (head, line) => {
  expect(placesOf(certificatesAreChecked, head + line)).toEqual([])
})
