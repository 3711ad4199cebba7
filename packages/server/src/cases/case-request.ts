import { accountParameters, services, type ServiceName } from 'paycircle/internal/vocabulary'
import type { OperationRecord } from '../ledger/index.js'

/** What a case tells of the merchant; never a key. S3-02 */
export interface CaseMerchant {
  readonly profileId: string
  readonly partner: string
  readonly mode: string
  readonly charset: string
  readonly signType: string
  readonly accountParameter?: string | undefined
}

export interface CaseParameter {
  readonly name: string
  readonly value: string
}

const accountNames: readonly string[] = ['email', 'user_email', ...accountParameters]

/** The parameters as sent, the signature masked and the account put back in, unless it was forgotten; put together anew where none were kept. */
export function requestOf(
  merchant: CaseMerchant,
  service: ServiceName,
  record: OperationRecord,
  accountAsGiven: string | null,
): { readonly parameters: readonly CaseParameter[]; readonly reconstructed: boolean } {
  const account = accountAsGiven ?? ''
  const kept = (record.details as { readonly exchange?: { readonly request: string } }).exchange?.request ?? ''
  if (kept !== '') {
    const parameters = kept.split('\n').map((line) => parameterOf(line, account))
    return { parameters, reconstructed: false }
  }
  const isNumber = record.account?.startsWith('account:') === true
  const accountName = isNumber
    ? merchant.accountParameter
    : service === 'sign_protocol_with_partner'
      ? 'email'
      : 'user_email'
  const values: Readonly<Record<string, string | undefined>> = {
    partner: merchant.partner,
    _input_charset: merchant.charset,
    sign_type: merchant.signType,
    sign: '***',
    ...(accountName === undefined || account === '' ? {} : { [accountName]: account }),
  }
  const parameters = services[service].parameters.flatMap(({ name, fixed }) => {
    const value = fixed ?? values[name]
    return value === undefined ? [] : [{ name, value }]
  })
  return { parameters, reconstructed: true }
}

function parameterOf(line: string, account: string): CaseParameter {
  const at = line.indexOf('=')
  const name = line.slice(0, at)
  return { name, value: accountNames.includes(name) && account !== '' ? account : line.slice(at + 1) }
}
