import type { Code } from './code.js'

/** A look at `is_success`, or at a flag, by which the answer of a query is taken for a yes or a no. */
export interface Verdict {
  /** What is looked at, as it is written: `is_success`. */
  readonly name: string
  readonly start: number
  readonly end: number
  /** What follows it, near by. */
  readonly after: string
}

const mention = /is_success|[iI]sSuccess|(?<!cae_)charge_agent|refund_charge|[cC]hargeAgent|[rR]efundCharge/g
const query = /query_customer_protocol|[qQ]ueryCustomerProtocol/g

/**
 * Looks at an answer that decide something: a comparison with T or F, and near by a value that is returned or kept. In the
 * functions that ask, where these look at the answer themselves; else anywhere in the file.
 */
export function verdictsOf(code: Code): readonly Verdict[] {
  const asking = Array.from(code.spoken.matchAll(query), ({ index }) => code.functionAt(index)).slice(0, 50)
  const all = [...code.spoken.matchAll(mention)].slice(0, 1000)
  const near = all.filter(({ index }) => asking.some(({ start, end }) => start <= index && index < end))
  return (near.length > 0 ? near : all).flatMap((match) => verdictAt(code, match.index, match[0]))
}

function verdictAt({ spoken }: Code, start: number, name: string): readonly Verdict[] {
  const after = spoken.slice(start, start + 400)
  const before = spoken.slice(Math.max(0, start - 160), start)
  const compares = /["'`][TF]["'`]|:[TF]\b|>[TF]</.test(before.slice(-80) + after.slice(0, 200))
  const isSearched = /^(?:is_success|charge_agent|refund_charge)>[TF]</.test(after)
  const decides =
    keeps.test(after.slice(0, 300)) || returnsHere.test(before) || (isSearched && /\breturn\b/.test(after))
  if (!compares || !decides) return []
  return [{ name, start, end: start + name.length, after }]
}

const keeps =
  /\breturn\s+(?:true|True|false|False|["'](?:signed|not_?signed|success|fail|ok|T|F|Y|N|1|0)["'])|\breturn\b[^;\n]{0,120}["']T["']|\bsigned\w*\s*:?=|[sS]etSigned\(|:signed\b|\b\w{1,60}\s*=\s*(?:true|True)\b|\?\s*true\s*:\s*false\b/
const returnsHere = /(?:\breturn\b|\b(?:callback|cb|done|resolve)\s*\()[^;\n]{0,160}$/
