import type { Code } from './code.js'

const gatewayAddress = /mapi\.alipay\.|alipay\.com\/cooperate|notify\.alipay\.com/
const telling = /gateway|alipay|mapi/i

const known = new WeakMap<Code, ReadonlySet<string>>()

/** Names that are given the gateway's address, or something made of it, so far as assignments in the file show. */
function gatewayNames(code: Code): ReadonlySet<string> {
  const found = known.get(code)
  if (found !== undefined) return found
  const names = new Set<string>()
  const assignment =
    /(?<![\w$])\$?([A-Za-z_]\w{0,60})(?:\s*:\s*[\w<>[\]|?]{1,40})?["']?\s{0,20}(?::=|=>|[+.]?=(?![=~])|:)\s*([^;\n]{1,300})/g
  // What is made of a name may stand before it: a second look finds it.
  for (let look = 0; look < 2; look += 1)
    for (const [, name = '', value = ''] of code.spoken.matchAll(assignment))
      if (!names.has(name) && (gatewayAddress.test(value) || mentions(value, names))) names.add(name)
  known.set(code, names)
  return names
}

function mentions(text: string, names: ReadonlySet<string>): boolean {
  return names.size > 0 && (text.match(/[A-Za-z_]\w{0,60}/g) ?? []).some((word) => names.has(word))
}

/**
 * Whether an expression is, or is made of, the gateway's address: by what it says, by a name that was given it, or, where
 * the file knows no other host, because there is nowhere else to go. Scripts go to their own site as well.
 */
export function goesToGateway(code: Code, expression: string): boolean {
  if (gatewayAddress.test(expression)) return true
  if (/https?:\/\//.test(expression) || /^\s*["'`]\/?[\w/?.-]*["'`]\s*$/.test(expression)) return false
  const words = expression.replace(/(["'`])(?:(?!\1)[^\n]){0,200}\1/g, (quoted) =>
    /[$#]?\{/.test(quoted) ? quoted : '',
  )
  if (/simulat|localhost|\bmock|\bfake/i.test(words)) return false
  if (telling.test(words) || mentions(words, gatewayNames(code))) return true
  return code.language !== 'javascript' && !knowsOtherHosts(code)
}

const others = new WeakMap<Code, boolean>()

function knowsOtherHosts(code: Code): boolean {
  const known = others.get(code)
  if (known !== undefined) return known
  const answer = code.strings.some(({ text }) => /https?:\/\/(?![\w.-]*alipay)[\w$#{]/.test(text.slice(0, 200)))
  others.set(code, answer)
  return answer
}
