import { Secret } from 'paycircle/internal/base'
import { AccountBook, type Account } from './account-book.js'
import {
  accountInput,
  checkedInput,
  clockInput,
  emailName,
  faultInput,
  partnerInput,
  partnerName,
} from './control-input.js'
import { simulatorError } from './errors.js'
import { FaultBook } from './fault-book.js'
import { faultNamed } from './fault-name.js'
import { faultTable } from './fault-table.js'
import { PartnerBook, type Partner } from './partner-book.js'
import { checkRsaPublicKey } from './rsa-public-key.js'
import type { SimulatedAlipay } from './simulated-alipay.js'
import { judged } from './verdicts.js'

/** Where the control API begins. */
export const controlPath = '/_simulator/'

type Operation = (alipay: SimulatedAlipay, name: string, body: unknown) => unknown

interface Resource {
  /** Below the control path; `:name` stands for one segment. */
  readonly path: string
  readonly operations: Readonly<Record<string, Operation>>
}

const resources: readonly Resource[] = [
  { path: 'partners', operations: { GET: (alipay) => alipay.partners.all().map(shownPartner) } },
  { path: 'partners/:name', operations: { GET: getPartner, PUT: putPartner } },
  { path: 'accounts', operations: { GET: (alipay) => alipay.accounts.all() } },
  { path: 'accounts/:name', operations: { GET: getAccount, PUT: putAccount } },
  { path: 'faults', operations: { GET: getFaults, PUT: putFault } },
  { path: 'requests', operations: { GET: (alipay) => judged(alipay.requests.all()) } },
  { path: 'clock', operations: { GET: getClock, PUT: putClock } },
  {
    path: 'reset',
    operations: {
      POST(alipay) {
        alipay.reset()
        return { reset: true }
      },
    },
  },
]

/**
 * Does what a control request asks and returns what to answer, or a promise of it. `path` is what follows the control path, without query.
 *
 * @throws the errors of `errors.ts`
 */
export function control(alipay: SimulatedAlipay, method: string, path: string, body: Buffer): unknown {
  const [collection = '', name, ...rest] = path.split('/')
  const wanted = name === undefined ? collection : `${collection}/:name`
  const resource = rest.length > 0 || name === '' ? undefined : resources.find((one) => one.path === wanted)
  if (resource === undefined) throw simulatorError('path-unknown', { path: `${controlPath}${path}` })
  const operation = Object.entries(resource.operations).find(([one]) => one === method)?.[1]
  if (operation === undefined) {
    const allowed = Object.keys(resource.operations)
    throw simulatorError('method-not-allowed', { method, path: `${controlPath}${path}`, allowed })
  }
  return operation(alipay, segment(name ?? ''), method === 'PUT' ? parsedBody(body) : undefined)
}

function segment(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw simulatorError('path-unknown', { path: text }, { cause })
  }
}

function parsedBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw simulatorError('body-unreadable', {}, { cause })
  }
}

function getPartner(alipay: SimulatedAlipay, name: string) {
  const partner = alipay.partners.named(name)
  if (partner === undefined) throw simulatorError('partner-unknown', { partner: name.slice(0, 100) })
  return shownPartner(partner)
}

function putPartner(alipay: SimulatedAlipay, name: string, body: unknown) {
  const partner = checkedInput(partnerName, name)
  const { md5Key, ...rest } = checkedInput(partnerInput, body)
  if (rest.rsaPublicKey !== undefined) checkRsaPublicKey(rest.rsaPublicKey)
  if (alipay.partners.full && alipay.partners.named(partner) === undefined) {
    throw simulatorError('limit-reached', { what: 'partners', limit: PartnerBook.limit })
  }
  const key = md5Key === undefined ? {} : { md5Key: Secret.fromText(md5Key) }
  return shownPartner(alipay.partners.put({ partner, ...key, ...rest }))
}

/** A partner without its keys: of the MD5 key only the fingerprint. S3-02 */
function shownPartner({ md5Key, rsaPublicKey, ...rest }: Partner) {
  return { ...rest, md5KeyFingerprint: md5Key?.fingerprint() ?? null, hasRsaPublicKey: rsaPublicKey !== undefined }
}

function getAccount(alipay: SimulatedAlipay, name: string): Account {
  const account = alipay.accounts.byEmail(name)
  if (account === undefined) throw simulatorError('account-unknown', { email: name.slice(0, 100) })
  return account
}

function putAccount(alipay: SimulatedAlipay, name: string, body: unknown): Account {
  const email = checkedInput(emailName, name)
  const input = checkedInput(accountInput, body)
  const holder = input.userId === undefined ? undefined : alipay.accounts.byUserId(input.userId)
  if (holder !== undefined && holder.email.toLowerCase() !== email.toLowerCase()) {
    throw simulatorError('user-id-taken', { userId: holder.userId })
  }
  if (alipay.accounts.full && alipay.accounts.byEmail(email) === undefined) {
    throw simulatorError('limit-reached', { what: 'accounts', limit: AccountBook.limit })
  }
  return alipay.accounts.put({ email, ...input })
}

function getFaults(alipay: SimulatedAlipay) {
  return {
    known: faultTable.map(({ name, moments, services, suffix }) => ({ name, moments, services, afterCommit: suffix })),
    waiting: alipay.faults.waiting().map(({ named, ...order }) => ({ fault: named.name, ...order })),
  }
}

function putFault(alipay: SimulatedAlipay, _name: string, body: unknown) {
  const { fault, moment: asked, times = 1, ...target } = checkedInput(faultInput, body)
  const named = faultNamed(fault)
  if (named === undefined) throw simulatorError('fault-unknown', { fault })
  const moment = asked ?? named.moment
  if (named.momentNamed && moment !== named.moment) {
    throw simulatorError('fault-impossible', { fault, reason: `its name says ${named.moment}` })
  }
  if (!named.row.moments.includes(moment)) {
    throw simulatorError('fault-impossible', { fault, reason: `its moments are ${named.row.moments.join(', ')}` })
  }
  if (target.service !== undefined && !named.row.services.includes(target.service)) {
    throw simulatorError('fault-impossible', { fault, reason: `it strikes ${named.row.services.join(', ')} only` })
  }
  if (alipay.faults.full) throw simulatorError('limit-reached', { what: 'faults', limit: FaultBook.limit })
  alipay.faults.order({ named, moment, times, ...target })
  return { fault, moment, times, ...target }
}

function getClock(alipay: SimulatedAlipay) {
  return { now: new Date(alipay.clock.now()).toISOString() }
}

function putClock(alipay: SimulatedAlipay, _name: string, body: unknown) {
  const input = checkedInput(clockInput, body)
  if ('now' in input) alipay.clock.set(Date.parse(input.now))
  else alipay.clock.advance(input.advanceMs)
  return getClock(alipay)
}
