import { mayBeListed, type FormControl } from '../evidence/index.js'
import { defineRule } from '../rule.js'

const rawPhp = /=\s*'[^']{0,200}(?:<\?(?:=|php\s+(?:echo|print)\b)|\{\$)/i
const rawServerPage = /=\s*'[^']{0,200}<%=/
const escapes = /htmlspecialchars|htmlentities|esc_attr|\be\(|escape|encode|fn:|Html\./i

/** S3-15, Q3-14, G14: `value="…"` with what would end it escaped. */
export const attributeValuesQuoted = defineRule({
  id: 'attribute-values-quoted',
  severity: 'should',
  sources: ['S3-15', 'Q3-14', 'G14'],
  reads: ['request'],
  texts: {
    en: {
      claim: 'Values of hidden inputs stand in double quotes, or escaped in single ones.',
      why: 'An unquoted value ends at its first blank, one in single quotes at its first apostrophe (o’neil@example.com has one): what is sent is not what was signed, and whoever chose the value can write markup.',
      mend: 'Write value="…" and escape & < > " \' with a function of your language.',
    },
    zh: {
      claim: '隐藏域的值写在双引号内；用单引号时须转义。',
      why: "未加引号的值遇空格即断，单引号内的值遇撇号即断（如 o'neil@example.com）：发送的与签名的不符，填写该值的人还能写入标记。",
      mend: '写成 value="…"，并用所用语言的函数转义 & < > " \'。',
    },
  },
  *inspect(request) {
    if (request.form === undefined || !mayBeListed(request)) return
    const isServerPage = request.place.document.text.slice(0, 5000).includes('<%@')
    for (const control of request.form.controls) {
      const name = control.name.slice(0, 60)
      if (control.quotes === 'unquoted')
        yield {
          place: control.place,
          message: { en: `The value of ${name} has no quotes.`, zh: `${name} 的值没有加引号。` },
        }
      else if (control.quotes === 'single' && isRaw(control, isServerPage))
        yield {
          place: control.place,
          message: {
            en: `The value of ${name} is put raw into single quotes.`,
            zh: `${name} 的值未经转义便放入单引号中。`,
          },
        }
    }
  },
})

function isRaw({ place: { document, start, end } }: FormControl, isServerPage: boolean): boolean {
  const tag = document.text.slice(start, Math.min(end, start + 2000))
  return (rawPhp.test(tag) || (isServerPage && rawServerPage.test(tag))) && !escapes.test(tag)
}
