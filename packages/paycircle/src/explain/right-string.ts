import type { Charset } from '../vocabulary/index.js'
import { encodeText } from '../wire/index.js'
import type { EncodedText } from './difference.js'
import { finding, type Finding } from './finding.js'
import { bytesIn, textOf, type Placed, type Recipe } from './recipe.js'

/** The recipe without a mistake: sorted by name, joined raw, the key after it. S3-06, Q3-05 */
export function rightRecipe(signed: readonly Placed[], charset: Charset, key: Recipe['key']): Recipe {
  return { pairs: signed, order: 'by-name', charset, tail: '', key, keyPlace: 'after' }
}

/**
 * The string that must be signed, encoded. Where the charset lacks one of its characters there is no such string; it
 * is then shown in utf-8, and a finding says so.
 */
export function rightString(recipe: Recipe): EncodedText & { readonly findings: readonly Finding[] } {
  const text = textOf(recipe)
  const bytes = bytesIn(text, recipe.charset)
  if (bytes !== undefined) return { text, charset: recipe.charset, bytes, findings: [] }
  const lacking = finding('charset-lacks-character', ['S3-12', 'Q3-11'], recipe.charset, 'utf-8')
  return { text, charset: 'utf-8', bytes: encodeText(text, 'utf-8'), findings: [lacking] }
}
