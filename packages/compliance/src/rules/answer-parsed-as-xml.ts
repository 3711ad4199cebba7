import { defineRule } from '../rule.js'
import { Code, readsAgreementAnswers } from '../source-code/index.js'

/** Only experience speaks: a text search takes the same words for an answer wherever they stand. */
export const answerParsedAsXml = defineRule({
  id: 'answer-parsed-as-xml',
  severity: 'should',
  sources: ['G4'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'Answers are read by an XML parser.',
      why: 'A search of the text finds its words also in comments, in an echo of the request and in an error page, and misses them where a blank or a declaration is written differently.',
      mend: 'Parse the answer (without external entities) and read is_success, charge_agent, refund_charge and error by name.',
    },
    zh: {
      claim: '用 XML 解析器读取应答。',
      why: '在文本中查找，会把注释、请求回显和错误页面里的相同文字当成应答；写法稍有不同又会找不到。',
      mend: '解析应答（禁用外部实体），按名称读取 is_success、charge_agent、refund_charge 和 error。',
    },
  },
  *inspect(source) {
    if (!readsAgreementAnswers(source)) return
    const code = Code.of(source)
    for (const { kind, start, end, text } of source.tokens) {
      if (kind !== 'string' && kind !== 'pattern') continue
      const element = /<\/?(is_success|charge_agent|refund_charge)\b/.exec(text)?.[1]
      if (element === undefined) continue
      const before = code.structure.slice(Math.max(0, start - 160), start)
      const after = code.structure.slice(end, end + 40)
      if (!searchesBefore.test(before) && !searchesAfter.test(after) && !isCutOut(code, text, end)) continue
      // A test that looks at what it made itself reads no answer.
      if (/\b(?:expect|assert\w*|should|Assert)\b[^;\n]*$/.test(before)) continue
      yield {
        place: code.place(start, end),
        message: {
          en: `The element ${element} is looked for in the text of the answer.`,
          zh: `在应答的文本中查找 ${element} 元素。`,
        },
      }
    }
  },
})

const searchesBefore =
  /(?:indexOf|IndexOf|contains|Contains|includes|index|Index|strpos|stripos|strstr|preg_match|preg_match_all|preg_split|explode|match|matches|search|findall|Match|Matches|IsMatch|Regex|compile|MustCompile|split|Split|substringBetween|between|scan|partition|find|start_with\?|include\?)\s*\(\s*(?:[^();]{0,80}(?:\([^();]{0,80}\)[^();]{0,40})?,\s*)?[rR]?$|=~\s*$|\bRegex\s+\w+\s*=\s*new\s*\(\s*@?$/
const searchesAfter = /^\s*in\s+\w|^\s*\.(?:exec|test|match)\s*\(|^\s*=~|^\s*,\s*\d\s*\]/

/** `between(text, "<is_success>", "</is_success>")`, whatever it is called. */
function isCutOut({ spoken }: Code, text: string, end: number): boolean {
  const name = /^<(\w+)>$/.exec(text)?.[1]
  return name !== undefined && new RegExp(String.raw`^\s*,\s*["']</${name}>`).test(spoken.slice(end, end + 60))
}
