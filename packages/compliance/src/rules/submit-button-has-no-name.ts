import { mayBeListed, type RequestEvidence, type SourceEvidence } from '../evidence/index.js'
import { isDynamic } from '../reading/index.js'
import { defineRule, type Finding, type Sentence } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** S3-15, Q3-14, G16: a named button is sent like any field; a picture is sent by its co-ordinates, name or none. */
export const submitButtonHasNoName = defineRule({
  id: 'submit-button-has-no-name',
  severity: 'must',
  sources: ['S3-15', 'Q3-14', 'G16'],
  reads: ['request', 'source'],
  texts: {
    en: {
      claim: 'The button of a form to the gateway adds nothing: it has no name and is no picture.',
      why: 'The browser sends the name of the button that was pressed, and of a picture the point that was clicked; nobody signed them, so the gateway answers ILLEGAL_SIGN.',
      mend: 'Take the name away; instead of <input type="image"> write <button type="submit"><img …></button>.',
    },
    zh: {
      claim: '发往网关的表单，其提交按钮不带任何数据：没有 name，也不是图片按钮。',
      why: '浏览器会发送所按按钮的 name，图片按钮则发送点击坐标；它们都未参与签名，网关会返回 ILLEGAL_SIGN。',
      mend: '去掉按钮的 name；用 <button type="submit"><img …></button> 代替 <input type="image">。',
    },
  },
  *inspect(evidence) {
    if (evidence.kind === 'request') yield* buttonsOfForm(evidence)
    else yield* buttonsWritten(evidence)
  },
})

function* buttonsOfForm(request: RequestEvidence): Iterable<Finding> {
  if (request.form === undefined || !mayBeListed(request)) return
  for (const { name, type, place } of request.form.submitters) {
    const shown = isDynamic(name) ? '' : name.slice(0, 60)
    if (type === 'image') {
      const point = shown === '' ? 'x, y' : `${shown}.x, ${shown}.y`
      yield {
        place,
        message: { en: `The picture sends ${point} when it is clicked.`, zh: `点击图片按钮时会发送 ${point}。` },
      }
    } else if (name !== '') yield { place, message: named(shown) }
  }
}

function named(name: string): Sentence {
  return {
    en: `The button has a name${name === '' ? '' : `, ${name},`} and is sent as a parameter.`,
    zh: `按钮带有 name${name === '' ? '' : `（${name}）`}，会作为参数发送。`,
  }
}

const submitter = /<(?:input|button)\b[^<>]{0,200}?\btype\s*=\s*["']?submit\b[^<>]{0,400}/gi
const itsName = /\bname\s*=\s*(?:"([^"<>]{1,60})"|'([^'<>]{1,60})'|([^\s"'<>]{1,60}))/i
const otherAttributes = /\b(?!name\b)[\w-]{1,40}\s*=\s*(?:"[^"<>]{0,300}"|'[^'<>]{0,300}')/g
const gatewayForm = /<form\b/i
const gatewayWords = /gateway|alipay/i

/** A button in a string by which source writes its form to the gateway: the form begins in the same function. */
function* buttonsWritten(source: SourceEvidence): Iterable<Finding> {
  if (!dealsWithGateway(source)) return
  const code = Code.of(source)
  for (const { start, end } of code.strings) {
    const written = source.document.text.slice(start, Math.min(end, start + 4000)).replaceAll('\\"', ' "')
    for (const match of written.matchAll(submitter)) {
      const name = itsName.exec(match[0].replace(otherAttributes, ''))
      if (name === null) continue
      const around = code.functionAt(start)
      const before = code.spoken.slice(Math.max(around.start, start - 3000), start + match.index)
      const form = before.slice(before.search(gatewayForm))
      if (!gatewayForm.test(before) || !gatewayWords.test(form)) continue
      yield {
        place: code.place(start + match.index, start + match.index + match[0].length),
        message: named(name[1] ?? name[2] ?? name[3] ?? ''),
      }
    }
  }
}
