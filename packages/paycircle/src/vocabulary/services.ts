import type { Evidence } from './error-code.js'
import type { FormatName } from './identifiers.js'
import type { RowId } from './row.js'

/**
 * The services of the gateway: 支付圈签约接口 and 支付圈签约查询接口 of the two documents, and the termination (解约) of
 * public demos.
 */
export const serviceNames = ['sign_protocol_with_partner', 'query_customer_protocol', 'customer_unsign'] as const

export type ServiceName = (typeof serviceNames)[number]

/** Where a parameter's value comes from: settled by the service, by the merchant's profile, by the signer, or given with each request. */
export type ParameterOrigin = 'service' | 'profile' | 'signature' | 'request'

/** One line of a service's list of request parameters (请求参数列表). */
export interface ServiceParameter {
  readonly name: string
  readonly presence: 'required' | 'optional'
  readonly origin: ParameterOrigin
  /** Absent where the value is fixed. */
  readonly format?: FormatName
  /** The one value there is. */
  readonly fixed?: string
  /** In characters; the lists are not public, these are the lengths of neighbouring services of the gateway. */
  readonly maxLength: number
  readonly evidence: Evidence
  readonly rows: readonly RowId[]
  /** Known to the list, and never sent by us. */
  readonly neverSent?: true
}

export interface ServiceDefinition {
  readonly name: ServiceName
  /** The document that it is from; null where it rests on public demos alone, and so on no row. */
  readonly document: 'S' | 'Q' | null
  /** What answers: a page in the signer's browser, or an XML document. */
  readonly answers: 'page' | 'xml'
  readonly parameters: readonly ServiceParameter[]
  /** Groups of optional parameters of which one at least must be there. S3-10, Q3-09 */
  readonly atLeastOneOf: readonly (readonly string[])[]
}

/** The names under which the account number of a query may travel; which of them the gateway reads is unproven. Q3-25 */
export const accountParameters = ['trans_account', 'trans_account_out', 'account_no'] as const

export type AccountParameter = (typeof accountParameters)[number]

/** What every service of the gateway takes, with the rows of the document that names them. */
function gatewayParameters(service: ServiceName, document: ServiceDefinition['document']): readonly ServiceParameter[] {
  const rows = (sign: RowId, query: RowId): readonly RowId[] =>
    document === null ? [] : [document === 'S' ? sign : query]
  const line = { presence: 'required', evidence: document === null ? 'alipay' : 'documents' } as const
  return [
    { ...line, name: 'service', origin: 'service', fixed: service, maxLength: 64, rows: rows('S3-09', 'Q3-08') },
    { ...line, name: 'partner', origin: 'profile', format: 'partner-id', maxLength: 16, rows: rows('S3-01', 'Q3-01') },
    {
      ...line,
      name: '_input_charset',
      origin: 'profile',
      format: 'charset',
      maxLength: 8,
      rows: rows('S3-12', 'Q3-11'),
    },
    {
      ...line,
      name: 'sign_type',
      origin: 'signature',
      format: 'sign-type',
      maxLength: 3,
      rows: rows('S3-14', 'Q3-13'),
    },
    { ...line, name: 'sign', origin: 'signature', format: 'signature', maxLength: 1024, rows: rows('S3-14', 'Q3-13') },
  ]
}

function accountLine(
  name: AccountParameter,
  evidence: Evidence,
  rows: readonly RowId[] = ['Q3-22', 'Q3-25'],
): ServiceParameter {
  return { name, presence: 'optional', origin: 'request', format: 'fund-account', maxLength: 20, evidence, rows }
}

/** The lists of request parameters, reconstructed from public evidence: the documents that hold them are not public. */
export const services: Readonly<Record<ServiceName, ServiceDefinition>> = {
  sign_protocol_with_partner: {
    name: 'sign_protocol_with_partner',
    document: 'S',
    answers: 'page',
    parameters: [
      ...gatewayParameters('sign_protocol_with_partner', 'S'),
      {
        name: 'email',
        presence: 'optional',
        origin: 'request',
        format: 'signer-email',
        maxLength: 100,
        evidence: 'alipay',
        rows: ['S4-05'],
      },
      {
        name: 'sign_channel',
        presence: 'optional',
        origin: 'request',
        format: 'sign-channel',
        maxLength: 16,
        evidence: 'several',
        rows: ['S3-11'],
      },
      // A signing has no return page and no notification that anyone has seen work. S4-06
      ...(['return_url', 'notify_url'] as const).map((name): ServiceParameter => ({
        name,
        presence: 'optional',
        origin: 'request',
        format: 'url',
        maxLength: 190,
        evidence: 'one',
        rows: ['S4-06'],
        neverSent: true,
      })),
    ],
    atLeastOneOf: [],
  },
  query_customer_protocol: {
    name: 'query_customer_protocol',
    document: 'Q',
    answers: 'xml',
    parameters: [
      ...gatewayParameters('query_customer_protocol', 'Q'),
      {
        name: 'biz_type',
        presence: 'required',
        origin: 'service',
        fixed: '10004',
        maxLength: 5,
        evidence: 'documents',
        rows: ['Q4-05', 'Q3-27'],
      },
      {
        name: 'user_email',
        presence: 'optional',
        origin: 'request',
        format: 'email',
        maxLength: 100,
        evidence: 'several',
        rows: ['Q3-23', 'Q3-25'],
      },
      accountLine('trans_account', 'one'),
      accountLine('trans_account_out', 'alipay'),
      accountLine('account_no', 'documents'),
    ],
    atLeastOneOf: [['user_email', ...accountParameters]], // Q3-25
  },
  // The demo of 2012 also names `customer_code` and `type_code` (the number of an agreement that the air business does
  // not give out); which sets suffice it leaves to a document that is not public. Integrations send these.
  customer_unsign: {
    name: 'customer_unsign',
    document: null,
    answers: 'xml',
    parameters: [
      ...gatewayParameters('customer_unsign', null),
      {
        name: 'biz_type',
        presence: 'required',
        origin: 'service',
        fixed: '10004',
        maxLength: 5,
        evidence: 'alipay',
        rows: [],
      },
      {
        name: 'user_email',
        presence: 'optional',
        origin: 'request',
        format: 'email',
        maxLength: 100,
        evidence: 'alipay',
        rows: [],
      },
      accountLine('trans_account_out', 'alipay', []),
      accountLine('trans_account', 'one', []),
    ],
    atLeastOneOf: [['user_email', 'trans_account_out', 'trans_account']],
  },
}

/** The service of that name; undefined for any other, the names of object properties included. */
export function serviceNamed(name: string): ServiceDefinition | undefined {
  return serviceNames.some((known) => known === name) ? services[name as ServiceName] : undefined
}
