import type { Agreement } from './agreements.js'
import type { Alarm } from './alarms.js'
import type { Case } from './cases.js'
import type { Event } from './events.js'
import type { Operation } from './operations.js'
import type { ProfileDetails } from './profiles.js'

/** What the published description shows; invented, like all of its kind here. */
export const agreementExample: Agreement = {
  id: 'agr_01kdvfzg542wczj3kssgrbc8vp',
  email: 'agent@example.com',
  agentId: 'A-1007',
  state: 'signed',
  autoDebit: true,
  autoRefund: false,
  userId: '2088000000000000',
  otherUserId: null,
  hold: null,
  attention: null,
  departedAt: null,
  lastCheckAt: '2026-11-26T06:00:30.000Z',
  lastOutcome: 'signed',
  lastCode: null,
  nextCheckAt: null,
  terminationAskedAt: null,
  createdAt: '2026-11-26T05:58:00.000Z',
  updatedAt: '2026-11-26T06:00:30.000Z',
}

export const operationExample: Operation = {
  operationId: 'op_01kdvfzg542wczj3kssgrbc8vp',
  at: '2026-11-26T06:00:30.000Z',
  kind: 'query.answered',
  agreementId: 'agr_01kdvfzg542wczj3kssgrbc8vp',
  account: 'agent@example.com',
  actor: 'engine',
  outcome: 'signed',
  code: null,
  details: { autoDebit: true, autoRefund: false, settled: true },
  writer: 'main',
  sequence: 12,
  hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
}

export const eventExample: Event = {
  id: 'evt_01kdvfzg542wczj3kssgrbc8vp',
  type: 'agreement.signed',
  at: '2026-11-26T06:00:30.000Z',
  agreementId: 'agr_01kdvfzg542wczj3kssgrbc8vp',
  data: { state: 'signed', autoDebit: true, autoRefund: false, hold: null },
}

export const alarmExample: Alarm = {
  key: 'agreements-held:default',
  rule: 'agreements-held',
  severity: 'error',
  profileId: 'default',
  count: 3,
  text: '3 agreements stand still after a code that leaves open what happened.',
  openedAt: '2026-11-26T06:00:30.000Z',
  lastSeenAt: '2026-11-26T06:05:30.000Z',
  acknowledgedAt: null,
  acknowledgedBy: null,
}

const asked = { utc: '2026-11-26T06:00:30.000Z', shanghai: '2026-11-26 14:00:30.000' }

export const caseExample: Case = {
  operationId: 'op_01kdvfzg542wczj3kssgrbc8vp',
  createdAt: { utc: '2026-11-26T07:00:00.000Z', shanghai: '2026-11-26 15:00:00.000' },
  partner: '2088000000000000',
  mode: 'test',
  service: 'query_customer_protocol',
  evidence: 'documents',
  account: 'agent@example.com',
  askedAt: asked,
  answeredAt: asked,
  durationMs: 412,
  outcome: 'indeterminate',
  reason: 'indeterminate-code',
  code: 'SYSTEM_ERROR',
  rows: ['S3-21', 'Q3-20'],
  request: {
    parameters: [
      { name: 'service', value: 'query_customer_protocol' },
      { name: 'sign', value: '***' },
    ],
    reconstructed: false,
  },
  answer: {
    status: null,
    text: '<alipay><is_success>F</is_success><error>SYSTEM_ERROR</error></alipay>',
    detail: null,
  },
  agreement: { id: 'agr_01kdvfzg542wczj3kssgrbc8vp', state: 'unknown' },
  history: [
    {
      at: asked,
      kind: 'query.answered',
      outcome: 'indeterminate',
      code: 'SYSTEM_ERROR',
      operationId: 'op_01kdvfzg542wczj3kssgrbc8vp',
    },
  ],
  question: 'what-happened',
  text: { zh: '致支付宝技术支持：支付圈签约问题…', en: 'Support case for Alipay: payment circle agreement…' },
}

export const profileExample: ProfileDetails = {
  id: 'default',
  pause: null,
  brake: null,
  source: 'store',
  name: '示例商旅',
  partner: '2088000000000000',
  mode: 'test',
  accountClass: 'contracted',
  signType: 'MD5',
  charset: 'utf-8',
  contact: { name: '王芳', phone: '021-5555 0100' },
  returnOrigins: ['https://www.example.com'],
  timeZone: 'Asia/Shanghai',
  key: {
    fingerprint: '3f1c5a0b9d27',
    staged: 'a94e0c7712f8',
    probe: { at: '2026-11-26T06:00:30.000Z', outcome: 'signed', code: null, suggests: 'accepted' },
    switchAt: '2026-11-27T18:00:00.000Z',
    switchedAt: null,
    previous: null,
    backUntil: null,
    offersWayBack: false,
  },
  gate: {
    open: true,
    readyForLive: false,
    items: [
      { item: 'name', state: 'met', rows: [], message: 'The platform has a name that agents know.' },
      {
        item: 'procedure',
        state: 'open',
        rows: ['S5-1', 'Q5-1'],
        message:
          'This service keeps no record of test stages. Whoever has gone through the five of both documents answers for it by an override with a reason.',
      },
    ],
    override: null,
  },
  notices: [],
}
