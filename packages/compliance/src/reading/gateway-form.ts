import { serviceNames } from 'paycircle/internal/vocabulary'
import type {
  FormControl,
  FormEvidence,
  PageEvidence,
  Place,
  RequestEvidence,
  SentParameter,
} from '../evidence/index.js'
import { absolute, isAlipayAddress, isMeantForGateway, queryParameters, requestOfAddress } from './address.js'
import { isDynamic } from './template-code.js'

/** The requests that a page can send to Alipay: by its forms, and by links that hold all of one. */
export function requestsOfPage({ forms, links, baseAddress }: PageEvidence): readonly RequestEvidence[] {
  return [
    ...forms.flatMap((form) => requestsOfForm(form, baseAddress)),
    ...links
      .filter(({ address }) => isMeantForGateway(address.trim()) && /[?&]service=/.test(address))
      .map(({ address, place }) => requestOfAddress(address.trim(), place)),
  ]
}

/** Most ways of submitting one form that are looked at; each sends all its fields. */
const wayLimit = 20

/**
 * The requests that a form can send to Alipay: one for its own action and method, and one for every button that changes
 * them. None for a form that goes elsewhere.
 */
function requestsOfForm(form: FormEvidence, base: string | undefined): readonly RequestEvidence[] {
  const ways = new Map<string, { action: string | undefined; method: string; place: Place }>()
  const add = (written: string | undefined, method: string, place: Place) => {
    const action = written === undefined ? undefined : onBase(written.trim(), base)
    const key = `${method} ${String(action)}`
    if (!ways.has(key) && ways.size < wayLimit) ways.set(key, { action, method, place })
  }
  add(form.action, form.method, form.place)
  for (const { formAction, formMethod, place } of form.submitters)
    add(formAction ?? form.action, formMethod ?? form.method, place)
  return [...ways.values()].flatMap(({ action, method, place }) => requestOfForm(form, action, method, place))
}

/** A relative address on the base of its page. */
function onBase(address: string, base: string | undefined): string {
  if (base === undefined || address === '' || isDynamic(address + base) || !URL.canParse(base)) return address
  return URL.canParse(address) || !URL.canParse(address, base) ? address : new URL(address, base).href
}

function requestOfForm(
  form: FormEvidence,
  action: string | undefined,
  method: string,
  place: Place,
): readonly RequestEvidence[] {
  const written = action ?? ''
  const isTemplate = isDynamic(written)
  // A relative address is the site's own, which may send the request on or never meant it for the gateway.
  const mayLeave = isTemplate || written === '' || /^(?:https?:)?\/\//i.test(written)
  if (!isAlipayAddress(written) && !(mayLeave && looksLikeGatewayRequest(form.controls))) return []
  const inAction = queryParameters(written, place)
  const sentBy = method === 'post' ? 'body' : 'query'
  const fields = form.controls.map((control): SentParameter => ({
    name: control.name,
    value: control.value,
    from: sentBy,
    // What is no hidden input, whoever sits before the page may change.
    dynamic: control.dynamic || control.type !== 'hidden' || control.element !== 'input',
    place: control.place,
  }))
  return [
    {
      kind: 'request',
      origin: 'form',
      method: method === 'post' ? 'post' : 'get',
      address: written,
      url: absolute(written),
      parameters: method === 'post' ? [...inAction, ...fields] : fields,
      droppedByBrowser: method === 'post' ? [] : inAction.map(({ name }) => name),
      complete: !form.mayHoldMore && !fields.some(({ name }) => isDynamic(name)),
      form,
      place,
    },
  ]
}

/** By its fields, where the action says nothing or names a host that is not Alipay's. */
function looksLikeGatewayRequest(controls: readonly FormControl[]): boolean {
  const service = controls.find(({ name }) => name === 'service')
  if (service !== undefined && serviceNames.some((name) => name === service.value)) return true
  const names = new Set(controls.map(({ name }) => name))
  return names.has('service') && names.has('partner') && names.has('sign')
}
