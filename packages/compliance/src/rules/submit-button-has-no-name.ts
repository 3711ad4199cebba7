import { mayBeListed } from '../evidence/index.js'
import { isDynamic } from '../reading/index.js'
import { defineRule } from '../rule.js'

/** S3-15, Q3-14, G16: a named button is sent like any field; a picture is sent by its co-ordinates, name or none. */
export const submitButtonHasNoName = defineRule({
  id: 'submit-button-has-no-name',
  severity: 'must',
  sources: ['S3-15', 'Q3-14', 'G16'],
  reads: ['request'],
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
  *inspect(request) {
    if (request.form === undefined || !mayBeListed(request)) return
    for (const { name, type, place } of request.form.submitters) {
      const shown = isDynamic(name) ? '' : name.slice(0, 60)
      if (type === 'image') {
        const point = shown === '' ? 'x, y' : `${shown}.x, ${shown}.y`
        yield {
          place,
          message: { en: `The picture sends ${point} when it is clicked.`, zh: `点击图片按钮时会发送 ${point}。` },
        }
      } else if (name !== '') {
        yield {
          place,
          message: {
            en: `The button has a name${shown === '' ? '' : `, ${shown},`} and is sent as a parameter.`,
            zh: `按钮带有 name${shown === '' ? '' : `（${shown}）`}，会作为参数发送。`,
          },
        }
      }
    }
  },
})
