import { charsetNamed, serviceNamed } from '../vocabulary/index.js'
import { finding, inBothLanguages, type BothLanguages, type Finding } from './finding.js'
import type { Placed } from './recipe.js'
import { hasUnseen, visible } from './visible.js'

/** A parameter that is sent and stands not in the pre-sign string, with the reason. */
export interface LeftOut extends BothLanguages {
  readonly name: string
  readonly reason: 'signature' | 'sign-type' | 'empty' | 'repeated'
}

/** What is signed of what was sent. S3-07, Q3-06 */
export function partSigned(all: readonly Placed[]): {
  readonly signed: readonly Placed[]
  readonly leftOut: readonly LeftOut[]
} {
  const signed: Placed[] = []
  const leftOut: LeftOut[] = []
  const seen = new Set<string>()
  for (const pair of all) {
    const reason = reasonAgainst(pair, seen)
    seen.add(pair.name)
    if (reason === undefined) signed.push(pair)
    else leftOut.push({ name: visible(pair.name), reason, ...inBothLanguages(`left-out-${reason}`) })
  }
  return { signed, leftOut }
}

function reasonAgainst({ name, value }: Placed, seen: ReadonlySet<string>): LeftOut['reason'] | undefined {
  if (seen.has(name)) return 'repeated'
  if (name === 'sign') return 'signature'
  if (name === 'sign_type') return 'sign-type'
  return value === '' ? 'empty' : undefined // S3-08
}

/** What is odd about the parameters as they were sent, whether or not the signature suffers from it. */
export function requestFindings(all: readonly Placed[]): readonly Finding[] {
  const first = new Map<string, string>()
  for (const { name, value } of all) if (!first.has(name)) first.set(name, value)
  return [
    ...charsetFindings(first),
    ...foreignFindings(first),
    ...repetitionFindings(all, first),
    ...valueFindings(first),
  ]
}

function charsetFindings(first: ReadonlyMap<string, string>): readonly Finding[] {
  const name = first.get('_input_charset')
  if (name === undefined || name === '') return [finding('charset-absent', ['S3-12', 'Q3-11'])]
  return charsetNamed(name) === undefined ? [finding('charset-unknown', ['S3-12', 'Q3-11'])] : []
}

function foreignFindings(first: ReadonlyMap<string, string>): readonly Finding[] {
  const service = serviceNamed(first.get('service') ?? '')
  if (service === undefined) return []
  const listed = new Set(service.parameters.map(({ name }) => name))
  return [...first.keys()]
    .filter((name) => !listed.has(name))
    .map((name) => finding('parameter-foreign', ['S3-07', 'Q3-06'], name, service.name))
}

function repetitionFindings(all: readonly Placed[], first: ReadonlyMap<string, string>): readonly Finding[] {
  const differing = new Set(all.filter(({ name, value }) => first.get(name) !== value).map(({ name }) => name))
  return [...differing].map((name) => finding('parameter-twice', ['S3-07', 'Q3-06'], name))
}

function valueFindings(first: ReadonlyMap<string, string>): readonly Finding[] {
  const findings: Finding[] = []
  for (const [name, value] of first) {
    if (name === 'sign' || name === 'sign_type') continue
    if (value === '') findings.push(finding('parameter-empty', ['S3-08', 'Q3-07'], name))
    if (value !== value.trim()) findings.push(finding('value-blanks', ['S3-11', 'Q3-10'], name))
    if (hasUnseen(value)) findings.push(finding('value-invisible', ['S3-11', 'Q3-10'], name))
    if (/%[\dA-Fa-f]{2}/.test(value)) findings.push(finding('value-still-encoded', ['S3-06', 'Q3-05'], name))
    if (/&(?:amp|lt|gt|quot|#\d+);/.test(value)) findings.push(finding('value-entity', ['S3-06', 'Q3-05'], name))
  }
  return findings
}
