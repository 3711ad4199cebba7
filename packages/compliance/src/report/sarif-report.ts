import type { Language } from 'paycircle/internal/base'
import { fingerprintOf, type AuditFinding } from '../audit/index.js'
import type { Rule } from '../rule.js'
import { rules } from '../rules/index.js'
import type { FinalReport } from './report.js'

/** What a run says of itself. */
export interface SarifSettings {
  readonly language: Language
  readonly version: string
  /** Where a rule's page stands; undefined where there is no such place. */
  readonly helpUri?: (rule: string) => string
}

/**
 * The audit as SARIF 2.1.0, as code scanning takes it: levels, rules with help, places, fingerprints that outlive
 * moved lines, and what is waived or known as suppressions. No text of the files is in it.
 */
export function sarifReport(report: FinalReport, settings: SarifSettings): object {
  const numbered = new Map<string, number>()
  const result = (finding: AuditFinding, suppression?: object) => {
    const fingerprint = fingerprintOf(finding)
    const number = (numbered.get(fingerprint) ?? 0) + 1
    numbered.set(fingerprint, number)
    return {
      ruleId: finding.rule,
      ruleIndex: rules.findIndex(({ id }) => id === finding.rule),
      level: finding.severity === 'must' ? 'error' : 'warning',
      message: { text: finding.message[settings.language] },
      locations: [{ physicalLocation: placeOf(finding) }],
      partialFingerprints: { 'paycircleLine/v1': `${fingerprint}:${String(number)}` },
      ...(suppression === undefined ? {} : { suppressions: [suppression] }),
    }
  }
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'paycircle audit',
            semanticVersion: settings.version,
            language: settings.language === 'zh' ? 'zh-CN' : 'en',
            rules: rules.map((rule) => ruleOf(rule, settings)),
          },
        },
        columnKind: 'unicodeCodePoints',
        results: [
          ...report.findings.map((finding) => result(finding)),
          ...report.waived.map(({ finding, waiver }) =>
            result(finding, {
              kind: 'external',
              status: 'accepted',
              justification: `${waiver.reason} (${waiver.owner})`,
            }),
          ),
          ...report.known.map((finding) => result(finding, { kind: 'external', justification: 'baseline' })),
        ],
      },
    ],
  }
}

function ruleOf({ id, severity, sources, texts }: Rule, { language, helpUri }: SarifSettings): object {
  const { claim, why, mend } = texts[language]
  return {
    id,
    shortDescription: { text: claim },
    fullDescription: { text: why },
    help: { text: `${mend} [${sources.join(', ')}]` },
    defaultConfiguration: { level: severity === 'must' ? 'error' : 'warning' },
    properties: {
      tags: [...sources],
      precision: 'high',
      'problem.severity': severity === 'must' ? 'error' : 'warning',
    },
    ...(helpUri === undefined ? {} : { helpUri: helpUri(id) }),
  }
}

function placeOf({ place, location }: AuditFinding): object {
  const end = place.document.positionAt(Math.max(place.start, place.end))
  return {
    artifactLocation: {
      uri: encodeURI(location.path.replaceAll('\\', '/')).replaceAll('#', '%23').replaceAll('?', '%3F'),
    },
    region: { startLine: location.line, startColumn: location.column, endLine: end.line, endColumn: end.column },
  }
}
