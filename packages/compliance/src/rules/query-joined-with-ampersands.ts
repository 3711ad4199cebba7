import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

const parameterNames =
  'service|partner|_input_charset|sign|sign_type|email|user_email|biz_type|sign_channel|return_url|notify_url|trans_account|type_code'

/** S3-14, Q3-13: parameters that run into one another are not the parameters that were signed. */
export const queryJoinedWithAmpersands = defineRule({
  id: 'query-joined-with-ampersands',
  severity: 'must',
  sources: ['S3-14', 'Q3-13', 'G9'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'The parameters of an address are joined with &.',
      why: 'Where an & is missing, the next name becomes part of the value before it: the gateway sees other parameters than were signed.',
      mend: 'Write & before each name, or let a function of the language join the parameters.',
    },
    zh: {
      claim: '请求地址中的参数以 & 连接。',
      why: '缺少 & 时，后一个参数名会并入前一个参数值，网关看到的参数与签名的参数不同。',
      mend: '在每个参数名前写上 &，或使用语言自带的函数拼接参数。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    const found = (start: number, name: string) => ({
      place: code.place(start, start + name.length),
      message: {
        en: `No & stands before ${name}: it runs into the value before it.`,
        zh: `${name} 前面缺少 &，会并入前一个参数值。`,
      },
    })
    for (const { start, end, text } of code.strings) {
      const first = begins.exec(text)
      if (first !== null && followsAValue(code, start)) yield found(start + 1, first[0].slice(0, -1))
      const written = source.document.text.slice(start, end)
      for (const match of written.matchAll(afterPlace)) {
        const name = match[1] ?? ''
        yield found(start + match.index + match[0].length - name.length - 1, name)
      }
    }
  },
})

const begins = new RegExp(`^(?:${parameterNames})=`)
/** `partner={0}service=`, `partner=${partner}service=`, `partner=%sservice=`: all in one string. */
const afterPlace = new RegExp(
  String.raw`=(?:\$\{[\w.()[\]]{1,60}\}|#\{[\w.()[\]]{1,60}\}|\{[\w.$()>-]{0,60}\}|%s)(${parameterNames})=`,
  'g',
)

/** Whether a string is joined to a value which is joined to a string that ends in `=`: `"partner=" + partner + "service="`. */
function followsAValue(code: Code, start: number): boolean {
  const before = code.spoken.slice(Math.max(0, start - 200), start)
  return (
    /=["'`]\s*(?:\+|\.)\s*[\w$.[\]()>-]{1,80}\s*(?:\+|\.)\s*$/.test(before) ||
    /=["']\s*\)\s*\.\s*[aA]ppend\s*\(\s*[\w$.[\]()]{1,80}\s*\)\s*\.\s*[aA]ppend\s*\(\s*$/.test(before)
  )
}
