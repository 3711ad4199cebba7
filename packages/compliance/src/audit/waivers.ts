import type { Rule } from '../rule.js'
import type { AuditFinding } from './audit.js'
import { auditError, type WaiverFault } from './errors.js'

/** A finding that somebody answers for, for a while. */
export interface Waiver {
  readonly rule: string
  /** A file, or a folder with everything in it; everywhere where left out. */
  readonly path?: string
  readonly owner: string
  readonly reason: string
  /** Last day on which it holds, YYYY-MM-DD. */
  readonly expires: string
  /** The filing (备案) of a bound IP address with Alipay's support. S3-05, Q3-04 */
  readonly filing?: { readonly number: string; readonly filedOn: string }
}

/** A waiver that does not do its work: it must go, or be renewed by whoever answers for it. */
export interface WaiverProblem {
  readonly problem: 'expired' | 'matches-nothing'
  readonly waiver: Waiver
}

const fields = ['rule', 'path', 'owner', 'reason', 'expires', 'filing']
const required = ['rule', 'owner', 'reason', 'expires']

/**
 * Reads a file of waivers: `{"waivers": [{"rule", "path"?, "owner", "reason", "expires", "filing"?}]}`.
 *
 * What the documents demand cannot be waived, except a bound IP address with its filing.
 *
 * @throws 'waivers-unusable'
 */
export function readWaivers(text: string, file: string, rules: readonly Rule[]): readonly Waiver[] {
  const fail = (number: number, fault: WaiverFault, about = '') =>
    auditError('waivers-unusable', { file, number, fault, about: about.slice(0, 100) })
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw auditError('waivers-unusable', { file, number: 0, fault: 'not-json', about: '' }, { cause })
  }
  const list = isRecord(parsed) ? parsed.waivers : undefined
  if (!Array.isArray(list)) throw fail(0, 'not-a-list')
  return list.map((entry: unknown, at) => {
    const number = at + 1
    if (!isRecord(entry)) throw fail(number, 'field-missing', 'rule')
    const unknown = Object.keys(entry).find((name) => !fields.includes(name))
    if (unknown !== undefined) throw fail(number, 'field-unknown', unknown)
    const missing = required.find((name) => !isText(entry[name]))
    if (missing !== undefined) throw fail(number, 'field-missing', missing)
    if (entry.path !== undefined && !isText(entry.path)) throw fail(number, 'field-missing', 'path')
    const waiver = entry as unknown as Waiver
    if (!isDay(waiver.expires)) throw fail(number, 'date-malformed', waiver.expires)
    const rule = rules.find(({ id }) => id === waiver.rule)
    if (rule === undefined) throw fail(number, 'rule-unknown', waiver.rule)
    const fault = faultOfMust(rule, waiver.filing)
    if (fault !== undefined) throw fail(number, fault, rule.id)
    return waiver
  })
}

function faultOfMust({ severity, sources }: Rule, filing: unknown): WaiverFault | undefined {
  if (severity !== 'must') return undefined
  if (!sources.includes('S3-05')) return 'rule-not-waivable'
  const isFiled = isRecord(filing) && isText(filing.number) && isText(filing.filedOn) && isDay(filing.filedOn)
  return isFiled ? undefined : 'filing-missing'
}

export interface WaivedFindings {
  readonly findings: readonly AuditFinding[]
  readonly waived: readonly { readonly finding: AuditFinding; readonly waiver: Waiver }[]
  readonly problems: readonly WaiverProblem[]
}

/** Takes away what is waived on `today` (YYYY-MM-DD); a waiver that has expired takes nothing away. */
export function applyWaivers(
  findings: readonly AuditFinding[],
  waivers: readonly Waiver[],
  today: string,
): WaivedFindings {
  const used = new Set<Waiver>()
  const left: AuditFinding[] = []
  const waived: WaivedFindings['waived'][number][] = []
  for (const finding of findings) {
    const matching = waivers.filter((waiver) => covers(waiver, finding))
    for (const waiver of matching) used.add(waiver)
    const waiver = matching.find(({ expires }) => expires >= today)
    if (waiver === undefined) left.push(finding)
    else waived.push({ finding, waiver })
  }
  const problems = waivers.flatMap((waiver): readonly WaiverProblem[] => {
    if (!used.has(waiver)) return [{ problem: 'matches-nothing', waiver }]
    return waiver.expires < today ? [{ problem: 'expired', waiver }] : []
  })
  return { findings: left, waived, problems }
}

function covers({ rule, path }: Waiver, finding: AuditFinding): boolean {
  if (rule !== finding.rule) return false
  const folder = path?.replace(/\/+$/, '')
  return folder === undefined || finding.location.path === folder || finding.location.path.startsWith(`${folder}/`)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/** Whether a text is a day that there is: 2026-02-30 is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
