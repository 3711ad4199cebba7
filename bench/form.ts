import { services } from 'paycircle/internal/vocabulary'
import { prepareService, requestForm, Secret } from 'paycircle/wire'
import { compare } from './measure.js'
import { atLeast, perSecond, type Row } from './report.js'
import { agentEmail, gateway, md5Key, partner } from './samples.js'

/** T5: a signed request as an HTML form, every value escaped, down to bytes. */
export function form(): Row {
  const request = prepareService(services.sign_protocol_with_partner, {
    partner,
    charset: 'utf-8',
    signType: 'MD5',
    key: Secret.fromText(md5Key),
  }).request({ email: agentEmail })
  const ours = (): Buffer => Buffer.from(requestForm(gateway, request, { method: 'post' }).html, 'utf8')
  const [before = '', after = ''] = ours().toString('utf8').split(agentEmail)
  const [between = '', end = ''] = after.split(request.signature)
  const folded = (email: string, signature: string): Buffer =>
    Buffer.from(before + email + between + signature + end, 'utf8')
  const speeds = compare([
    { name: 'constant-folded, nothing escaped', run: () => folded(agentEmail, request.signature) },
    { name: '**paycircle**', run: ours },
  ])
  return {
    id: 'T5',
    operation: 'signed form to bytes',
    figures: speeds.map((speed) => ({
      name: speed.name,
      value: `${perSecond(speed.perSecond)} (${speed.ratioToFirst.toFixed(2)})`,
    })),
    verdicts: [atLeast('of the constant-folded form', speeds[1]?.ratioToFirst ?? 0, 0.45)],
    note: 'The limit is the same form as one string with two holes, written for one merchant and one service.',
  }
}
