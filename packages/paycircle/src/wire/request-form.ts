import { escapeHtml, type Language } from '../base/index.js'
import { hiddenInput } from './hidden-input.js'
import { messages } from './messages.js'
import { postUrl, type WritableRequest } from './request-url.js'

export interface FormOptions {
  readonly method: 'get' | 'post'
  /** The form's id, for a script or a button elsewhere on the page. */
  readonly id?: string
  readonly submitLabel?: string
  /** Language of the label where none is given; Chinese unless said otherwise. */
  readonly language?: Language
}

export interface RequestForm {
  /** The gateway with `?_input_charset=<value>` and nothing else. S3-15, Q3-14 */
  readonly action: string
  readonly method: 'get' | 'post'
  readonly fields: Readonly<Record<string, string>>
  /** The form as HTML: hidden inputs and a submit button; no script, no target. */
  readonly html: string
}

/**
 * The request as a form that takes the signer's browser to the gateway. S3-15, Q3-14
 *
 * By GET a browser drops the query of `action`; the hidden `_input_charset` then stands in for it. The button has no
 * name, as it would travel as a parameter that was not signed. Put the form in the top window: S3-20.
 */
export function requestForm(gateway: string, request: WritableRequest, options: FormOptions): RequestForm {
  const { method, id, language = 'zh' } = options
  const action = postUrl(gateway, request)
  const label = options.submitLabel ?? messages[language].submit
  const fields: Record<string, string> = {}
  let inputs = ''
  for (const parameter of request.parameters) {
    const [name, value] = parameter
    fields[name] = value
    inputs += hiddenInput(parameter)
  }
  const idAttribute = id === undefined ? '' : ` id="${escapeHtml(id)}"`
  return {
    action,
    method,
    fields,
    html:
      `<form${idAttribute} action="${escapeHtml(action)}" method="${method}" accept-charset="${request.charset}">\n` +
      `${inputs}<button type="submit">${escapeHtml(label)}</button>\n</form>`,
  }
}
