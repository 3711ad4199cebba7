import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { openApiDocument } from 'paycircle-server/api'
import type { Answer } from './stage.js'

interface Content {
  readonly schema: object
  readonly example?: unknown
}

interface Operation {
  readonly operationId: string
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, Content>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export const description = openApiDocument('0.0.0') as unknown as Description

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(description, 'description')
const validators = new Map<object, ValidateFunction>()

/** What is wrong with a value by a schema of the description; empty where nothing is. */
export function faultsOf(schema: object, value: unknown): readonly string[] {
  let validate = validators.get(schema)
  if (validate === undefined) {
    validate = ajv.compile(rooted(schema))
    validators.set(schema, validate)
  }
  return validate(value) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? ''}`)
}

/** References lead into the whole document. */
function rooted(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"description#/')) as object
}

/** Whether a real answer is one that the description promises; empty where the address is none of the interface. */
export function faultsOfAnswer(method: string, path: string, answer: Answer): readonly string[] {
  const operation = operationAt(method, path)
  if (operation === undefined) return []
  const promised = operation.responses[answer.status]
  if (promised === undefined) return [`${operation.operationId} promises no ${answer.status}: ${answer.text}`]
  if (answer.status === 204) return answer.text === '' ? [] : [`${operation.operationId} sends a body with 204`]
  const type = (answer.headers['content-type'] ?? '').split(';')[0] ?? ''
  const content = promised.content?.[type]
  if (content === undefined) return [`${operation.operationId} ${answer.status} promises no ${type}`]
  const value: unknown = type.endsWith('json') ? JSON.parse(answer.text) : answer.text
  return faultsOf(content.schema, value).map(
    (one) => `${operation.operationId} ${answer.status}: ${one}: ${answer.text.slice(0, 300)}`,
  )
}

function operationAt(method: string, path: string): Operation | undefined {
  const given = path.split('?')[0] ?? ''
  for (const [template, operations] of Object.entries(description.paths)) {
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`)
    if (pattern.test(given)) return operations[method.toLowerCase()]
  }
  return undefined
}
