import { expect, it } from 'vitest'
import { answerDecodedByItsCharset } from '../../src/rules/answer-decoded-by-its-charset.js'
import { placesOf } from '../specimens.js'

const java = 'import java.net.URL;\nString gateway = "https://mapi.alipay.com/gateway.do";\n'
const csharp = 'using System;\nvar gateway = "https://mapi.alipay.com/gateway.do";\n'

it.each([
  [java, 'new BufferedReader(new InputStreamReader(connection.getInputStream()))', ['3:24']],
  [java, 'builder.parse(new ByteArrayInputStream(xml.getBytes()))', ['3:15']],
  [csharp, 'var text = Encoding.Default.GetString(bytes);', ['3:12']],
  [csharp, 'answer.Load(new MemoryStream(Encoding.UTF8.GetBytes(xml)));', ['3:13']],
])('finds what decodes by the machine or encodes once more', (head, line, places) => {
  expect(placesOf(answerDecodedByItsCharset, head + line)).toEqual(places)
})

it.each([
  [java, 'new InputStreamReader(connection.getInputStream(), charset)'],
  [java, 'new InputStreamReader(System.in); connection.getInputStream();'],
  [java, 'new InputStreamReader(Refund.class.getResourceAsStream("a")); connection.getInputStream();'],
  [csharp, 'md5.ComputeHash(Encoding.UTF8.GetBytes(joined + key));'],
  [csharp, 'new StreamReader(stream, Encoding.GetEncoding(charset));'],
])('lets what names a charset, or reads something else, be', (head, line) => {
  expect(placesOf(answerDecodedByItsCharset, head + line)).toEqual([])
})
