import { escapeHtml, type Secret, type SecretVariantName } from '../base/index.js'
import { charsets, serviceNamed, type Charset, type RowId } from '../vocabulary/index.js'
import { decodedOnce, formEncoded, lowerDigits, urlEncoded } from './encodings.js'
import { finding, type Finding, type FindingCode } from './finding.js'
import { decodeEntities } from './html-form.js'
import type { messages } from './messages.js'
import type { Placed, Recipe } from './recipe.js'

/** A mistake in how a string or a key came about. Two of one `concern` exclude each other. */
export interface Mistake {
  readonly finding: Finding
  readonly concern: string
  /** The recipe with the mistake made in it; undefined where it changes nothing. */
  readonly make: (recipe: Recipe) => Recipe | undefined
}

/** What the recipes choose from. */
export interface Sent {
  /** Everything that was sent, `sign` and repetitions included. */
  readonly all: readonly Placed[]
  readonly signType: string
}

const listRows: readonly RowId[] = ['S3-07', 'Q3-06']
const rawRows: readonly RowId[] = ['S3-06', 'Q3-05']
const charsetRows: readonly RowId[] = ['S3-12', 'Q3-11']
const emptyRows: readonly RowId[] = ['S3-08', 'Q3-07']
const keyRows: readonly RowId[] = ['S3-01', 'Q3-01']

/**
 * The mistakes by which signatures go wrong in the field, those of the string before those of the key. Made in this
 * order, so that values are chosen, then changed, then encoded.
 */
export function mistakesFor(sent: Sent): readonly Mistake[] {
  return [...choiceMistakes(sent), ...charsetMistakes, ...valueMistakes, ...joinMistakes, ...keyMistakes]
}

function choiceMistakes({ all, signType }: Sent): readonly Mistake[] {
  const sentType = all.find(({ name }) => name === 'sign_type')
  const empty = all.filter(({ name, value }) => value === '' && name !== 'sign' && name !== 'sign_type')
  const service = serviceNamed(all.find(({ name }) => name === 'service')?.value ?? '')
  const listed = new Set(service?.parameters.map(({ name }) => name))
  const names = [...new Set(all.map(({ name }) => name))].filter((name) => name !== 'sign' && name !== 'sign_type')
  const typePair = sentType?.value === undefined || sentType.value === '' ? undefined : sentType
  return [
    change('sign-type-signed', 'sign-type', listRows, (recipe) => ({
      ...recipe,
      pairs: [...recipe.pairs, typePair ?? { name: 'sign_type', value: signType, at: all.length }],
    })),
    change('empty-signed', 'empty', emptyRows, (recipe) =>
      empty.length === 0 ? undefined : { ...recipe, pairs: [...recipe.pairs, ...empty] },
    ),
    change('charset-not-signed', 'left-out', charsetRows, (recipe) => without(recipe, ['_input_charset'])),
    ...charsets.map((charset): Mistake => ({
      finding: finding('charset-signed-not-sent', ['S3-12', 'Q3-11', 'S3-15', 'Q3-14'], charset),
      concern: 'charset-name',
      make: (recipe) =>
        names.includes('_input_charset')
          ? undefined
          : { ...recipe, pairs: [...recipe.pairs, { name: '_input_charset', value: charset, at: all.length }] },
    })),
    change('foreign-not-signed', 'left-out', listRows, (recipe) => {
      const foreign = names.filter((name) => !listed.has(name))
      return service === undefined || foreign.length < 2 ? undefined : without(recipe, foreign)
    }),
    change('other-duplicate', 'duplicate', listRows, (recipe) => withOtherDuplicates(recipe, all)),
    ...names
      .filter((name) => name !== '_input_charset')
      .map((name): Mistake => ({
        finding: finding('parameter-not-signed', listRows, name),
        concern: 'left-out',
        make: (recipe) => without(recipe, [name]),
      })),
  ]
}

const charsetMistakes: readonly Mistake[] = [
  change('charset-name-case', 'charset-name', charsetRows, (recipe) =>
    withValues(recipe, (value, name) => (name === '_input_charset' ? otherCase(value) : value)),
  ),
  ...charsets.map((charset): Mistake => ({
    finding: finding('charset-name-other', charsetRows, charset),
    concern: 'charset-name',
    make: (recipe) => withValues(recipe, (value, name) => (name === '_input_charset' ? charset : value)),
  })),
  ...charsets.map((charset): Mistake => ({
    finding: finding('other-charset', charsetRows, charset),
    concern: 'charset',
    make: (recipe) => (recipe.charset === charset ? undefined : { ...recipe, charset }),
  })),
  change('characters-replaced', 'charset', charsetRows, (recipe) =>
    withValues(recipe, (value) => value.replace(/[^\0-\u{7F}]/gu, '?')),
  ),
]

const valueMistakes: readonly Mistake[] = [
  valueMistake('values-trimmed', 'blanks', (value) => value.trim()),
  valueMistake('newlines-as-lf', 'line-ends', (value) => value.replaceAll('\r\n', '\n')),
  valueMistake('plus-sent-raw', 'plus', (value) => value.replaceAll(' ', '+')),
  valueMistake('values-html-escaped', 'html', escapeHtml),
  valueMistake('values-html-unescaped', 'html', decodeEntities),
  valueMistake('values-encoded-twice', 'encoding', decodedOnce),
  valueMistake('values-url-encoded', 'encoding', urlEncoded),
  valueMistake('values-url-encoded-lower', 'encoding', (value, charset) => lowerDigits(urlEncoded(value, charset))),
  valueMistake('values-form-encoded', 'encoding', formEncoded),
  valueMistake('values-form-encoded-lower', 'encoding', (value, charset) => lowerDigits(formEncoded(value, charset))),
  valueMistake('values-double-encoded', 'encoding', (value, charset) =>
    urlEncoded(urlEncoded(value, charset), charset),
  ),
]

const joinMistakes: readonly Mistake[] = [
  change('order-as-sent', 'order', rawRows, (recipe) => ({ ...recipe, order: 'as-sent' })),
  change('order-by-pair', 'order', rawRows, (recipe) => ({ ...recipe, order: 'by-pair' })),
  change('order-ignoring-case', 'order', rawRows, (recipe) => ({ ...recipe, order: 'ignoring-case' })),
  change('trailing-ampersand', 'tail', rawRows, (recipe) => ({ ...recipe, tail: '&' })),
  change('key-as-parameter', 'tail', rawRows, (recipe) => withKey(recipe, { tail: '&key=' })),
]

const keyMistakes: readonly Mistake[] = [
  ...(['trimmed', 'newline-appended', 'carriage-return-newline-appended', 'upper-case', 'lower-case'] as const).map(
    (name) => change(`key-${name}`, 'key', keyRows, (recipe) => withKey(recipe, { key: variant(recipe.key, name) })),
  ),
  change('key-first', 'key-place', keyRows, (recipe) => withKey(recipe, { keyPlace: 'before' })),
  change('key-missing', 'key-place', keyRows, (recipe) => withKey(recipe, { keyPlace: 'nowhere' })),
]

/** Codes whose messages take no values. */
type PlainCode = { [Code in FindingCode]: [] extends Parameters<MessageOf<Code>> ? Code : never }[FindingCode]
type MessageOf<Code extends FindingCode> = (typeof messages.en)[Code]

function change(code: PlainCode, concern: string, rows: readonly RowId[], make: Mistake['make']): Mistake {
  return { finding: finding(code, rows), concern, make }
}

function valueMistake(code: PlainCode, concern: string, changed: (value: string, charset: Charset) => string): Mistake {
  return change(code, concern, rawRows, (recipe) => withValues(recipe, (value) => changed(value, recipe.charset)))
}

function withValues(recipe: Recipe, changed: (value: string, name: string) => string): Recipe | undefined {
  const pairs = recipe.pairs.map((pair) => ({ ...pair, value: changed(pair.value, pair.name) }))
  return pairs.every(({ value }, index) => value === recipe.pairs[index]?.value) ? undefined : { ...recipe, pairs }
}

function without(recipe: Recipe, names: readonly string[]): Recipe | undefined {
  const pairs = recipe.pairs.filter(({ name }) => !names.includes(name))
  return pairs.length === recipe.pairs.length ? undefined : { ...recipe, pairs }
}

function withOtherDuplicates(recipe: Recipe, all: readonly Placed[]): Recipe | undefined {
  const last = new Map(all.map((pair) => [pair.name, pair]))
  const pairs = recipe.pairs.map((pair) => last.get(pair.name) ?? pair)
  return pairs.every((pair, index) => pair.value === recipe.pairs[index]?.value) ? undefined : { ...recipe, pairs }
}

function withKey(recipe: Recipe, changed: Partial<Recipe>): Recipe | undefined {
  return recipe.key === undefined || ('key' in changed && changed.key === undefined)
    ? undefined
    : { ...recipe, ...changed }
}

function variant(key: Secret | undefined, wanted: SecretVariantName): Secret | undefined {
  return key?.variants().find(({ name }) => name === wanted)?.secret
}

function otherCase(value: string): string {
  const lower = value.toLowerCase()
  return value === lower ? value.toUpperCase() : lower
}
