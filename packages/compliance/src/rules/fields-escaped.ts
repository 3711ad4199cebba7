import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** S3-15, Q3-14: every parameter as a hidden input with its value, whatever characters the value holds. */
export const fieldsEscaped = defineRule({
  id: 'fields-escaped',
  severity: 'must',
  sources: ['S3-15', 'Q3-14', 'G14'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'Values are HTML-escaped where source writes a form.',
      why: 'A quotation mark in a value ends the attribute: the rest is lost and the signature fails, or somebody’s markup runs in your page.',
      mend: 'Set the value in double quotes and escape it with the function of the language (htmlspecialchars, HtmlEncode, html.escape …).',
    },
    zh: {
      claim: '用代码拼写表单时，对参数值做 HTML 转义。',
      why: '值中的引号会提前结束属性：其余内容丢失，验签失败；或者他人的标记在您的页面中执行。',
      mend: '属性值加双引号，并用语言自带的函数转义（htmlspecialchars、HtmlEncode、html.escape 等）。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    for (const { start, end, text, filled } of code.strings) {
      if (!text.includes('value')) continue
      // `<input name='` + name + `' value='` + value: the tag may begin in a string before.
      const joined =
        /\bvalue\s*=\s*["']?$/i.test(text.slice(-20)) &&
        opensInput.test(code.spoken.slice(Math.max(0, start - 200), end))
      const written = source.document.text.slice(start, Math.min(end, start + 4000))
      const raw = joined
        ? joinedRaw(code, end)
        : filled === true
          ? filledRaw.test(written)
          : formattedRaw(code, text, end)
      if (!raw || isButton(code, start, end)) continue
      yield {
        place: code.place(start, end),
        message: {
          en: 'A value is written into a hidden input as it is.',
          zh: '参数值未经转义直接写入隐藏域。',
        },
      }
    }
  },
})

const escapes = /escape|encode|htmlspecialchars|htmlentities|\bh\s*\(|\be\s*\(|\besc|sanit|quoteattr|clean/i
/** Values that consist of letters and digits, whoever sends them. */
const plain = /^[\s+.]*(?:\$|this\.)?\w{0,20}(?:sign|partner|charset|Charset|sign_?type|signType|service|pid)\b[\s+.]*$/

function joinedRaw({ spoken, structure }: Code, end: number): boolean {
  if (!/^\s*(?:\+|\.(?!\w)|\.\s*\$|\)\s*\.\s*[aA]ppend\s*\()/.test(structure.slice(end, end + 40))) return false
  const following = structure.slice(end, end + 200)
  const stop = following.search(/["\n;]/)
  const expression = spoken.slice(end, end + (stop === -1 ? 200 : stop))
  return /\w/.test(expression) && !escapes.test(expression) && !plain.test(expression)
}

/** The value of a button is its label. */
function isButton({ spoken }: Code, start: number, end: number): boolean {
  const tag = spoken.slice(Math.max(0, start - 200), Math.min(end, start + 4000))
  return /\btype\s*=\s*\\?["']?(?:submit|button|image|reset)\b/i.test(tag.slice(Math.max(0, tag.lastIndexOf('<input'))))
}

/** An input whose tag is still open. */
const opensInput = /<input\b[^<>]{0,400}(?:(?:=>|->)[^<>]{0,200}){0,5}$/i

const filledRaw =
  /<input\b[^<>]{0,300}?\bvalue\s*=\s*(?:\\?["'])?(?:[$#]\{|\{\$?|\$)(?!\s*(?:(?:\w{1,30}(?:\.|::)){0,3}\w{0,30}(?:[eE]sc|[eE]ncod)|html|h\(|\w{0,40}(?:sign|partner|charset|service)\b))[\w$]/i

/** `'<input value="%s">' % value`, `sprintf(…)`, `….format(value)`: what is put in stands behind the string. */
function formattedRaw({ spoken }: Code, text: string, end: number): boolean {
  if (!/<input\b[^<>]{0,300}\bvalue\s*=\s*["']?(?:%(?:\d\$)?s|\{\w{0,20}\})/i.test(text.slice(0, 1000))) return false
  const following = spoken.slice(end, end + 200).split(/[;\n]/, 1)[0] ?? ''
  return /^\s*(?:%\s*[\w(]|,\s*[\w$(]|\.format\s*\()/.test(following) && !escapes.test(following)
}
