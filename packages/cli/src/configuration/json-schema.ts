import { z } from 'zod'
import { configurationFileSchema } from './schema.js'

/** The JSON Schema of `paycircle.config.json`, published as `paycircle.config.schema.json` beside this package. */
export function configurationJsonSchema(): string {
  const schema = z.toJSONSchema(configurationFileSchema, { target: 'draft-2020-12' })
  return `${JSON.stringify({ ...schema, title: 'paycircle.config.json' }, undefined, 2)}\n`
}
