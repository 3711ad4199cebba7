import { queryOutcomeOf } from 'paycircle/internal/gateway'
import { PaycircleError } from 'paycircle/internal/base'
import { parseAnswer } from 'paycircle/wire'
import { compare } from './measure.js'
import { peer } from './peers.js'
import { atLeast, perSecond, type Row } from './report.js'

const document =
  '<?xml version="1.0" encoding="utf-8"?>\n' +
  '<alipay><is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>F</refund_charge></alipay>'

const flags = '<is_success>T</is_success><charge_agent>T</charge_agent><refund_charge>T</refund_charge>'

/** Answers that must never read as signed. */
const malformed: Readonly<Record<string, string>> = {
  'wrong end tag': `<alipay>${flags}</alipya>`,
  'missing end tag': `<alipay>${flags}`,
  'second root': `<alipay>${flags}</alipay><alipay/>`,
  'text after the root': `<alipay>${flags}</alipay>T`,
  doctype: `<!DOCTYPE alipay><alipay>${flags}</alipay>`,
  'internal entity': `<!DOCTYPE a [<!ENTITY t "T">]><alipay><is_success>&t;</is_success></alipay>`,
  'external entity': `<!DOCTYPE a [<!ENTITY t SYSTEM "file:///etc/passwd">]><alipay><is_success>&t;</is_success></alipay>`,
  'undefined entity': `<alipay>${flags}<x>&nbsp;</x></alipay>`,
  'repeated is_success': `<alipay>${flags}<is_success>T</is_success></alipay>`,
  'repeated charge_agent': `<alipay>${flags}<charge_agent>T</charge_agent></alipay>`,
  'repeated refund_charge': `<alipay>${flags}<refund_charge>F</refund_charge></alipay>`,
  'missing flag': '<alipay><is_success>T</is_success><charge_agent>T</charge_agent></alipay>',
  'flag neither T nor F': `<alipay>${flags.replace('<charge_agent>T', '<charge_agent>t')}</alipay>`,
  'error beside T': `<alipay>${flags}<error>SYSTEM_ERROR</error></alipay>`,
  'deep nesting': `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`,
  'unquoted attribute': `<alipay a=b>${flags}</alipay>`,
  'control character': `<alipay>${flags}<x>\u0001</x></alipay>`,
}

function outcomeOf(text: string): string {
  try {
    return queryOutcomeOf(parseAnswer(Buffer.from(text, 'utf8'), { requestCharset: 'utf-8' }), {}).outcome
  } catch (error) {
    if (error instanceof PaycircleError) return 'indeterminate'
    throw error
  }
}

interface FastXmlParser {
  XMLParser: new (options: object) => { parse(text: string): { alipay?: Readonly<Record<string, unknown>> } }
}

/** T6: the bytes of a query's answer to its outcome. */
export function answer(): Row {
  const bytes = Buffer.from(document, 'utf8')
  const { XMLParser } = peer('fast-xml-parser') as FastXmlParser
  const parser = new XMLParser({ parseTagValue: false })
  const theirs = (): string => {
    const root = parser.parse(bytes.toString('utf8')).alipay
    return root?.is_success === 'T' && (root.charge_agent === 'T' || root.refund_charge === 'T') ? 'signed' : 'other'
  }
  const ours = (): string =>
    queryOutcomeOf(parseAnswer(bytes, { contentType: 'text/xml', requestCharset: 'utf-8' }), {}).outcome
  if (ours() !== 'signed' || theirs() !== 'signed') throw new Error('the contestants read different answers')
  const speeds = compare([
    { name: 'fast-xml-parser 5.12.1', run: theirs },
    { name: '**paycircle**', run: ours },
  ])
  const refused = Object.values(malformed).filter((text) => outcomeOf(text) === 'indeterminate').length
  const accepted = Object.values(malformed).filter((text) => {
    try {
      const root = parser.parse(text).alipay
      return root?.is_success !== undefined
    } catch {
      return false
    }
  }).length
  const all = Object.keys(malformed).length
  return {
    id: 'T6',
    operation: 'XML answer to outcome',
    figures: [
      ...speeds.map((speed) => ({
        name: speed.name,
        value: `${perSecond(speed.perSecond)} (${speed.ratioToFirst.toFixed(2)})`,
      })),
      { name: `fast-xml-parser: answers it parses of ${all} that must not count`, value: `${accepted}` },
    ],
    verdicts: [
      atLeast('times fast-xml-parser', speeds[1]?.ratioToFirst ?? 0, 3),
      { target: `malformed answers refused: ${all}`, measured: `${refused}`, met: refused === all },
    ],
    note: `Malformed: ${Object.keys(malformed).join(', ')}.`,
  }
}
