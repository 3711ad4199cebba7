import type { Clock } from 'paycircle/internal/base'
import { alarmMessages, alarmRules, type AlarmChannel, type AlarmNotice } from 'paycircle-server/alarms'
import { postSigned, targetOf, type PrivateNetworks } from 'paycircle-server/delivery'

export interface WebhookChannelOptions {
  readonly url: string
  readonly secret: string
  readonly clock: Clock
  readonly sandbox: boolean
  readonly privateNetworks: PrivateNetworks
}

/**
 * Tells by a post, signed and bounded as deliveries of events are. A notice that is sent again has the same id.
 *
 * @throws webhook-url-refused
 */
export function webhookChannel({ url, secret, clock, ...rules }: WebhookChannelOptions): AlarmChannel {
  targetOf(url, rules)
  return {
    name: 'webhook',
    async send(notice) {
      const { id, kind } = notice
      const document = { id, type: `alarm.${kind}`, at: clock.now(), data: dataOf(notice) }
      const posted = await postSigned({ url, secret }, document, { clock, rules })
      if (posted.status === null) throw new Error(posted.failure)
      if (posted.status < 200 || posted.status > 299) throw new Error(`HTTP ${posted.status}`)
    },
  }
}

/** Names profiles, nodes and numbers; never an account. */
function dataOf({ rule, profileId, nodeName, count, openedAt }: AlarmNotice) {
  const about = { rule, profileId, nodeName, count, openedAt: new Date(openedAt).toISOString() }
  if (rule === null) return { ...about, severity: null, text: { en: alarmMessages.en.test, zh: alarmMessages.zh.test } }
  const text = { en: alarmMessages.en[rule](count), zh: alarmMessages.zh[rule](count) }
  return { ...about, severity: alarmRules[rule], text }
}
