import { defineRule, type Rule, type Severity, type SourceId } from '../src/index.js'

const texts = {
  en: { claim: 'A claim.', why: 'A reason.', mend: 'A remedy.' },
  zh: { claim: '要求。', why: '原因。', mend: '改法。' },
}

/** A rule that finds every request, for what is about findings and not about rules. */
export function everyRequest(id: string, severity: Severity, source: SourceId): Rule {
  return defineRule({
    id,
    severity,
    sources: [source],
    reads: ['request'],
    texts,
    *inspect({ place }) {
      yield { place, message: { en: `${id} finds it.`, zh: `${id} 发现。` } }
    },
  })
}

export const advice = everyRequest('advice', 'should', 'Q4-01')
export const demand = everyRequest('demand', 'must', 'S3-15')
export const boundAddress = everyRequest('bound-address', 'must', 'S3-05')
