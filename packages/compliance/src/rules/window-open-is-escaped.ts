import { defineRule } from '../rule.js'
import { Code } from '../source-code/index.js'

const opens = /(?:\bopen\s*\(|\blocation(?:\.href)?\s*=|\blocation\.(?:replace|assign)\s*\()\s*$/
/** What has to stand in a script for any of the two. */
const mayOpen = /\bopen\s*\(|\blocation\s*=|\blocation\.(?:href|replace|assign)\b/
const assigns = /([A-Za-z_$][\w$]{0,60})\s*=\s*$/
const openedLater =
  /(?:\bopen|\blocation\.(?:replace|assign))\s*\(\s*([A-Za-z_$][\w$]*)|\blocation(?:\.href)?\s*=\s*([A-Za-z_$][\w$]*)/g
const server = /<\?(?:=|php\s+(?:echo|print)\b)[^?]{0,300}|<%[=-][^%]{0,300}|\$\{[^}]{0,300}/i
const escapes = /json|escape|encode|addslashes|esc_js|\bjs\b|javascript/i
const signing =
  /ali_?pay|zhifubao|gateway|sign_?(?:url|link|page|form|href|protocol|address)|signing|agreement_?(?:url|link)|(?:url|link)_?for_?sign/i

/** G38: a server's text in a script's string ends where its first quote stands, and runs on as script. */
export const windowOpenIsEscaped = defineRule({
  id: 'window-open-is-escaped',
  severity: 'should',
  sources: ['G38'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'The address of the sign page is escaped where a script opens it.',
      why: 'A quote in an e-mail or a name ends the string, and what follows runs as script on your page; an HTML-escaped & breaks the signature.',
      mend: 'Write it with a JSON encoder (json_encode, JSON.stringify, Encode.forJavaScript), or put it into a form or a data attribute and read it from there.',
    },
    zh: {
      claim: '脚本打开签约页时，其中的地址经过转义。',
      why: '邮箱或名称中的一个引号就会让字符串提前结束，其后的内容在您的页面上作为脚本运行；被 HTML 转义的 & 则会破坏签名。',
      mend: '用 JSON 编码输出（json_encode、JSON.stringify、Encode.forJavaScript 等），或放入表单、data 属性后再读取。',
    },
  },
  *inspect(source) {
    if (source.language !== 'javascript') return
    const { text } = source.document
    if (!signing.test(text) || !mayOpen.test(text) || !server.test(text)) return
    const code = Code.of(source)
    const isServerPage = /<%@|<%--|<\?php/.test(text.slice(0, 5000))
    const later = new Set([...code.structure.matchAll(openedLater)].map(([, first, second]) => first ?? second))
    for (const { start, end } of code.strings) {
      const written = text.slice(start, Math.min(end, start + 3000))
      const value = server.exec(written)?.[0]
      if (value === undefined || written.startsWith('`') || !isRaw(value, isServerPage) || !signing.test(written))
        continue
      const before = code.structure.slice(Math.max(0, start - 100), start)
      const name = assigns.exec(before)?.[1]
      if (!opens.test(before) && !(name !== undefined && later.has(name))) continue
      yield {
        place: source.document.place(start, end),
        message: {
          en: 'The address of the sign page is put raw into a string of the script.',
          zh: '签约页地址未经转义便写入脚本字符串。',
        },
      }
    }
  },
})

/** Of `<%=` and `${` it is known only in a JSP or ASP.NET page that they escape nothing. */
function isRaw(value: string, isServerPage: boolean): boolean {
  return (value.startsWith('<?') || isServerPage || value.startsWith('<%-')) && !escapes.test(value)
}
