import { afterEach, describe, expect, it } from 'vitest'
import { apiPath, permissionSchema } from 'paycircle-server/api'
import { setStage, type Stage } from './stage.js'

let stage: Stage
afterEach(() => stage.close())

const email = 'signed@example.com'
const operation = 'refund_fastpay_by_platform_nopwd'

describe('permission over HTTP', () => {
  it('is told with its reason in the language of the caller, and allowed after a query', async () => {
    stage = await setStage()
    const path = apiPath.agreementPermission(email, { operation })
    const first = await stage.api(path, undefined, { headers: { 'accept-language': 'zh-CN' } })
    expect(first.status).toBe(200)
    expect(permissionSchema.strict().parse(first.json)).toMatchObject({ allowed: false, reasonCode: 'unknown' })
    expect(permissionSchema.parse(first.json).reason).toContain('已安排查询')
    await stage.api(apiPath.agreementCheck(email), {})
    const then = await stage.api(path)
    expect(permissionSchema.parse(then.json)).toMatchObject({ allowed: true, reasonCode: 'signed', half: 'autoRefund' })
  })

  it('refuses an operation that it does not guard, and an age that is none', async () => {
    stage = await setStage()
    for (const query of [
      {},
      { operation: 'trade_create' },
      { operation, maxAgeS: -1 },
      { operation, maxAgeS: 'soon' },
    ]) {
      const { status, json } = await stage.api(apiPath.agreementPermission(email, query))
      expect([status, json.code]).toEqual([422, 'request-invalid'])
    }
  })

  it('takes down a code that somebody saw and answers with the agreement', async () => {
    stage = await setStage()
    const path = apiPath.agreementReportedCodes(email)
    const reported = await stage.api(path, { code: 'SYSTEM_ERROR', source: 'page' })
    expect(reported.status).toBe(200)
    expect(reported.json).toMatchObject({ email, hold: { code: 'SYSTEM_ERROR' } })
    expect((await stage.api(path, { code: 'two words', source: 'page' })).status).toBe(422)
    const kept = await stage.api(path, { code: 'CAE_SOMETHING', source: 'operation', operation: 'cae_charge_agent' })
    expect(kept.status).toBe(200)
    const { rows } = await stage.store.operations({ kind: 'code.reported', limit: 1 })
    expect(rows[0]).toMatchObject({ code: 'CAE_SOMETHING', details: { operation: 'cae_charge_agent' } })
  })
})
