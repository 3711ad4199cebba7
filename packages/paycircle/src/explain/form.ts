import { explainError } from './errors.js'
import { finding, type Finding } from './finding.js'
import { formsOf, type HtmlForm } from './html-form.js'
import type { RawRequest } from './specimen.js'
import { splitAddress } from './url.js'

/**
 * The form of a page that goes to a gateway, or else its first one with a signature. S3-15, Q3-14
 *
 * @throws 'explain-input-unreadable' where no form has a field or a parameter in its action
 */
export function readForm(html: string): RawRequest {
  const forms = formsOf(html).filter((form) => form.fields.length > 0 || form.action?.includes('?') === true)
  const form = forms.find(goesToGateway) ?? forms.find(isSigned) ?? forms[0]
  if (form === undefined) throw explainError('explain-input-unreadable', { reason: 'no-parameters' })
  const { address, query, notes } = splitAddress(form.action?.trim() ?? '')
  return {
    source: 'form',
    method: form.method,
    ...(form.action === undefined ? {} : { address }),
    query,
    body: form.fields,
    notes: [...notes, ...formNotes(form, forms, query)],
  }
}

function goesToGateway(form: HtmlForm): boolean {
  return /\/gateway\.do(?:\?|$)/.test(form.action?.trim() ?? '')
}

function isSigned(form: HtmlForm): boolean {
  return form.fields.some(([name]) => name === 'sign')
}

function formNotes(form: HtmlForm, forms: readonly HtmlForm[], query: readonly string[]): readonly Finding[] {
  const notes: Finding[] = []
  if (forms.length > 1) notes.push(finding('several-requests', [], forms.length))
  for (const button of form.namedButtons) notes.push(finding('named-button', ['S3-15', 'Q3-14'], button))
  if (form.action === undefined) return notes
  const names = query.map((piece) => piece.split('=', 1)[0] ?? '')
  // A browser drops the action's query on GET, so that it can hurt a POST only. S3-15
  if (form.method === 'post' && !names.includes('_input_charset')) {
    notes.push(finding('action-without-charset', ['S3-15', 'Q3-14']))
  }
  if (names.some((name) => name !== '_input_charset')) {
    notes.push(finding('action-with-parameters', ['S3-15', 'Q3-14']))
  }
  if (form.method === 'get' && names.some((name) => form.fields.every(([field]) => field !== name))) {
    notes.push(finding('action-query-dropped', ['S3-15', 'Q3-14']))
  }
  return notes
}
