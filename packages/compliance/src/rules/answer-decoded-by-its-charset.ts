import { defineRule, type Sentence } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** Only experience speaks: an answer declares GBK or UTF-8, whatever the machine is set to. */
export const answerDecodedByItsCharset = defineRule({
  id: 'answer-decoded-by-its-charset',
  severity: 'should',
  sources: ['G8'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'An answer is decoded by the charset that it declares.',
      why: 'A request in UTF-8 is at times answered in GBK; decoded by what the machine happens to be set to, or encoded once more, Chinese text is damaged and the document may not parse.',
      mend: 'Give the bytes to the XML parser as they came, or decode them by Content-Type, then by the XML declaration, and parse the text.',
    },
    zh: {
      claim: '按应答声明的编码解码应答。',
      why: 'UTF-8 的请求有时得到 GBK 的应答；按机器的默认编码解码，或再次编码，中文会损坏，文档也可能无法解析。',
      mend: '把收到的字节原样交给 XML 解析器，或依次按 Content-Type、XML 声明解码，再解析文本。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    const { structure } = code
    for (const { pattern, message } of mistakes[code.language] ?? [])
      for (const match of structure.matchAll(pattern))
        yield { place: code.place(match.index, match.index + match[0].length), message }
    if (code.language !== 'java') return
    for (const call of code.calls(/^InputStreamReader$/)) {
      const given = code.argumentsOf(call)
      if (given.length !== 1 || /System\.in|Resource|File|Socket|\bprocess/i.test(given[0]?.text ?? '')) continue
      if (/\bgetInputStream\b|\bopenStream\b|\bgetContent\b|\bgetResponseBody/.test(structure))
        yield { place: code.place(call.start, call.close + 1), message: byMachine }
    }
  },
})

const byMachine: Sentence = {
  en: 'The answer is decoded by the default charset of the machine.',
  zh: '此处按机器的默认编码解码应答。',
}
const onceMore: Sentence = {
  en: 'Text of the answer is encoded once more before it is parsed, whatever charset its declaration names.',
  zh: '解析之前把应答文本再次编码，而不管其声明的编码。',
}

const mistakes: Readonly<
  Partial<Record<Code['language'], readonly { readonly pattern: RegExp; readonly message: Sentence }[]>>
> = {
  java: [
    { pattern: /\bnew\s+ByteArrayInputStream\s*\(\s*\w{1,60}\.getBytes\s*\([^()]{0,60}\)\s*\)/g, message: onceMore },
  ],
  csharp: [
    {
      pattern: /\bnew\s+StreamReader\s*\([^;{}]{0,120}\bEncoding\.(?:Default|GetEncoding\s*\(\s*0\s*\))/g,
      message: byMachine,
    },
    { pattern: /\bEncoding\.Default\.GetString\s*\(/g, message: byMachine },
    {
      pattern:
        /\bnew\s+MemoryStream\s*\(\s*(?:[\w.]{0,40}\.)?Encoding\.\w{1,20}\.GetBytes\s*\(\s*\w{0,20}(?:xml|Xml|answer|result|response|body)\w{0,20}\s*\)/g,
      message: onceMore,
    },
  ],
  python: [
    {
      pattern:
        /\.decode\s*\(\s*(?:locale\.getpreferredencoding|sys\.getdefaultencoding|sys\.getfilesystemencoding)\s*\(/g,
      message: byMachine,
    },
    { pattern: /\b(?:fromstring|parseString|XML)\s*\(\s*[\w.]{1,60}\.encode\s*\(/g, message: onceMore },
  ],
  ruby: [{ pattern: /\.force_encoding\s*\(\s*Encoding(?:\.|::)default_(?:external|internal)/g, message: byMachine }],
}
