import type { Language } from 'paycircle/internal/base'
import type { Finding, SignatureExplanation } from 'paycircle/internal/explain'
import { pairs, printable } from '../output/table.js'
import { signatureMessages } from './signature-messages.js'

/** How many bytes of the pre-sign string stand on a line. */
const bytesALine = 32

/** The explanation as a person reads it: the verdict first, then what it rests on. */
export function explanationText(explanation: SignatureExplanation, language: Language): string {
  const say = signatureMessages[language]
  const { preSign, key, signature, leftOut } = explanation
  const facts = pairs([
    [say.source, say[`source-${explanation.source}`]],
    [say.signType, explanation.signType],
    [say.charset, `${explanation.charset} ${say[`charset-${explanation.charsetFrom}`]}`],
    ...(key === undefined ? [] : [[say.key, say.fingerprint(key.fingerprint)] as const]),
    [say.given, signature.given === '' ? say.none : signature.given],
    ...leftOut.map((one) => [say.leftOut, `${one.name}: ${one[language]}`] as const),
  ])
  const findings = [...explanation.findings, ...signature.findings, ...(key?.findings ?? [])]
  return [
    say[`verdict-${explanation.verdict}`],
    ...causes(explanation, language),
    facts,
    [say.preSign(preSign.byteLength), `  ${preSign.text}`, ...legend(explanation, language)].join('\n'),
    [say.hex, ...linesOf(preSign.hex)].join('\n'),
    ...(findings.length === 0 ? [] : [[say.findings, ...findings.map((one) => bullet(one, language))].join('\n')]),
  ].join('\n\n')
}

function causes({ explanation, remainingCauses, tried, exhaustive }: SignatureExplanation, language: Language) {
  const say = signatureMessages[language]
  if (explanation === undefined) {
    if (remainingCauses.length === 0) return []
    const head = say.remaining(tried, exhaustive)
    return [[head, ...remainingCauses.map((one) => bullet(one, language))].join('\n')]
  }
  const { mistakes, sameAs, difference } = explanation
  return [
    mistakes.map((one) => bullet(one, language)).join('\n'),
    ...(sameAs.length === 0 ? [] : [[say.sameAs, ...sameAs.map((one) => bullet(one, language))].join('\n')]),
    ...(difference === undefined
      ? []
      : [
          [
            say.difference(difference.byteOffset),
            pairs([
              [`  ${say.right}`, `…${difference.right.before}▶${difference.right.after}  [${difference.right.hex}]`],
              [
                `  ${say.signed}`,
                `…${difference.signed.before}▶${difference.signed.after}  [${difference.signed.hex}]`,
              ],
            ]),
          ].join('\n'),
        ]),
  ]
}

function legend({ preSign }: SignatureExplanation, language: Language): readonly string[] {
  return preSign.legend.map((entry) => `  ${entry.escape}  ${entry[language]}`)
}

function linesOf(hex: string): readonly string[] {
  const lines: string[] = []
  for (let at = 0; at < hex.length; at += bytesALine * 2) lines.push(`  ${hex.slice(at, at + bytesALine * 2)}`)
  return lines
}

function bullet(one: Finding, language: Language): string {
  const rows = one.rows.length === 0 ? '' : ` [${one.rows.join(', ')}]`
  return `  - ${printable(one[language])}${rows}`
}
