import { z } from 'zod'
import { configurationFileSchema } from './schema.js'
import { settingTexts } from './settings.js'

interface SchemaNode {
  description?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly additionalProperties?: SchemaNode | boolean
}

/** The JSON Schema of `paycircle.config.json`, published as `paycircle.config.schema.json` beside this package. */
export function configurationJsonSchema(): string {
  const schema = z.toJSONSchema(configurationFileSchema, { target: 'draft-2020-12' }) as SchemaNode
  describe(schema)
  const profile = schema.properties?.profiles?.additionalProperties
  if (typeof profile === 'object') describe(profile)
  return `${JSON.stringify({ title: 'paycircle.config.json', ...schema }, undefined, 2)}\n`
}

/** What an editor shows beside each setting. */
function describe({ properties = {} }: SchemaNode): void {
  for (const [name, node] of Object.entries(properties)) {
    if (Object.hasOwn(settingTexts, name)) node.description = settingTexts[name as keyof typeof settingTexts].expects.en
  }
}
