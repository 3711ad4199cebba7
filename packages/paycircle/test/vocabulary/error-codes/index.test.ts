import { describe, expect, it } from 'vitest'
import { consequencesOf, errorCodeCatalogue, errorCodeEntry } from '../../../src/vocabulary/index.js'

// Copied by hand from the two documents and from the protocol notes, never from the catalogue.
const documentCodes: Readonly<Record<string, readonly string[]>> = {
  UNKNOWN_EXCEPTION: ['S3-21', 'Q3-20'],
  GENERIC_FAILURE: ['S3-21', 'Q3-20'],
  SYSTEM_ERROR: ['S3-21', 'Q3-20'],
  MERCHANT_SIGN_NOT_FOUND: ['S3-22'],
  REFUND_SIGN_PLAT_ERROR: ['S3-22'],
  MERCHANT_SIGN_STATUS_NOT_NORMAL: ['S3-22'],
  MERCHANT_UNSIGN: ['S3-22'],
  OUT_OF_MERCHANT_SERVICE_DATE_RANGE: ['S3-22'],
  CHARGE_MUST_HAVE_PAY_METHOD: ['S3-23'],
  REFUND_CHARGE_MUST_CHOSE_ONE: ['S3-23'],
  ILLEGAL_SIGN: ['S3-24'],
  NOT_AIR_PLANE_PARTNER: ['Q3-21'],
  ILLEGAL_ACCOUNT_NO: ['Q3-22'],
  ILLEGAL_EMAIL: ['Q3-23'],
  NO_SIGN_CUSTOMER: ['Q3-24'],
  NULL_EMAIL_AND_ACCOUNT_NO: ['Q3-25'],
  NO_NORMAL_SIGN_CUSTOMER: ['Q3-26'],
  ILLEGAL_BIZ_TPYE: ['Q3-27'],
}

const otherCodes = `
REFUND_SIGN_SUCCESS REFUND_SIGN_ALREADY_SIGN REFUND_SIGN_OUT_TIME REFUND_SIGN_ETRANCE
ILLEGAL_SIGN_TYPE ILLEGAL_DYN_MD5_KEY ILLEGAL_ENCRYPT ILLEGAL_ARGUMENT PARAMTER_IS_NULL ILLEGAL_SERVICE ILLEGAL_USER
ILLEGAL_PARTNER ILLEGAL_EXTERFACE ILLEGAL_PARTNER_EXTERFACE ILLEGAL_SECURITY_PROFILE ILLEGAL_AGENT ILLEGAL_CHARSET
INVALID_CHARACTER_SET ILLEGAL_ENCODING ILLEGAL_CLIENT_IP HAS_NO_PRIVILEGE SESSION_TIMEOUT EXTERFACE_IS_CLOSED
ILLEGAL_TARGET_SERVICE ILLEGAL_ACCESS_SWITCH_SYSTEM ILLEGAL_SWITCH_SYSTEM ILLEGAL_DIGEST_TYPE ILLEGAL_DIGEST
ILLEGAL_FILE_FORMAT ILLEGAL_REQUEST_REFERER ILLEGAL_ANTI_PHISHING_KEY ANTI_PHISHING_KEY_TIMEOUT ILLEGAL_EXTER_INVOKE_IP
PARTNER_NOT_SIGN_PROTOCOL SELLER_NOT_SIGN_PROTOCOL ROYALTYER_NOT_SIGN_PROTOCOL CA_USER_NOT_USE_CA USER_SIGN_NOT_FOUND
EMAIL_USERID_NOT_MATCH ACCOUNT_NOT_EXISTS RESULT_ACCOUNT_NO_NOT_VALID TXN_RESULT_NO_SUCH_ACCOUNT
BATCH_NUM_EXCEED_LIMIT BATCH_NUM_ERROR BATCH_NUM_NOT_EQUAL_TOTAL BATCH_NO_FORMAT_ERROR RESULT_BATCH_NO_FORMAT_ERROR
DUPLICATE_BATCH_NO REFUND_DATE_ERROR SINGLE_DETAIL_DATA_EXCEED_LIMIT DETAIL_DATA_FORMAT_ERROR
SINGLE_DETAIL_DATA_ENCODING_NOT_SUPPORT BATCH_MEMO_LENGTH_EXCEED_LIMIT BATCH_REFUND_LOCK_ERROR
DUBL_TRADE_NO_IN_SAME_BATCH DUBL_ROYALTY_IN_DETAIL DUP_ROYALTY_REFUND_ITEM
TRADE_NOT_EXISTS TRADE_STATUS_ERROR TRADE_HAS_CLOSED TRADE_HAS_FINISHED TRADE_PRODUCT_TYPE_NOT_ALLOW_REFUND
TRADE_PRODUCT_NOT_ALLOW_REFUND NOT_THIS_PARTNERS_TRADE NOT_THIS_SELLER_TRADE SELLER_INFO_NOT_EXIST
SELLER_STATUS_NOT_ALLOW WHOLE_DETAIL_FORBID_REFUND BUYER_ERROR
REFUND_AMOUNT_NOT_VALID REFUND_TRADE_FEE_ERROR REFUND_SUBTRADE_FEE_ERROR REFUND_CHARGE_FEE_ERROR
REFUND_CHARGE_FEE_GREATER_THAN_LIMIT NO_REFUND_CHARGE_PRIVILEDGE REASON_REFUND_CHARGE_ERR REFUND_ROYALTY_FEE_ERROR
REASON_REFUND_ROYALTY_ERROR PWD_REFUND_NOT_ALLOW_ROYALTY RESULT_AMOUNT_NOT_VALID RESULT_FACE_AMOUNT_NOT_VALID
NANHANG_REFUND_CHARGE_AMOUNT_ERROR REASON_TRADE_REFUND_FEE_ERR REASON_HAS_REFUND_FEE_NOT_MATCH
REASON_REFUND_AMOUNT_LESS_THAN_COUPON_FEE
TXN_RESULT_ACCOUNT_STATUS_NOT_VALID TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH SELLER_CONFLICT
ROYALTY_RECEIVE_EMAIL_CONFLICT ROYALTY_PAY_EMAIL_CONFLICT
BATCH_REFUND_STATUS_ERROR BATCH_REFUND_DATA_ERROR REFUND_TRADE_FAILED REFUND_FAIL
`
  .trim()
  .split(/\s+/)

const indeterminate = ['GENERIC_FAILURE', 'SYSTEM_ERROR', 'UNKNOWN_EXCEPTION']
const pausing = [
  'EXTERFACE_IS_CLOSED',
  'HAS_NO_PRIVILEGE',
  'ILLEGAL_CLIENT_IP',
  'ILLEGAL_PARTNER',
  'ILLEGAL_PARTNER_EXTERFACE',
  'ILLEGAL_SIGN',
  'NOT_AIR_PLANE_PARTNER',
]

const codesWhere = (holds: (entry: (typeof errorCodeCatalogue)[number]) => boolean) =>
  errorCodeCatalogue
    .filter(holds)
    .map((entry) => entry.code)
    .sort()

describe('the error-code catalogue', () => {
  it('holds exactly the codes of the documents and of the protocol notes', () => {
    expect(codesWhere(() => true)).toEqual([...Object.keys(documentCodes), ...otherCodes].sort())
  })

  it('has no spelling twice, aliases included', () => {
    const spellings = errorCodeCatalogue.flatMap((entry) => [entry.code, ...(entry.aliases ?? [])])
    expect(spellings.filter((spelling, index) => spellings.indexOf(spelling) !== index)).toEqual([])
  })

  it.each(Object.entries(documentCodes))('cites for %s the row that prints it', (code, rows) => {
    const entry = errorCodeEntry(code)
    expect(entry?.evidence).toBe('documents')
    expect(entry?.rows).toEqual(expect.arrayContaining([...rows]))
  })

  it('claims the documents as evidence for no code that they do not print', () => {
    expect(codesWhere((entry) => entry.evidence === 'documents')).toEqual(Object.keys(documentCodes).sort())
  })

  it('cites only rows that exist', () => {
    const rowCounts: Readonly<Record<string, number>> = { S3: 25, Q3: 28, S4: 7, Q4: 5, S5: 5, Q5: 5 }
    const rows = new Set(errorCodeCatalogue.flatMap((entry) => entry.rows))
    for (const row of rows) {
      const [table = '', number = ''] = row.split('-')
      expect(number, row).toMatch(/^\d\d$/)
      expect(Number(number), row).toBeGreaterThan(0)
      expect(Number(number), row).toBeLessThanOrEqual(rowCounts[table] ?? 0)
    }
  })

  it('says meaning, cause and remedy in both languages, and as much in the one as in the other', () => {
    for (const entry of errorCodeCatalogue) {
      for (const part of ['meaning', 'cause', 'remedy'] as const) {
        const { zh, en } = entry[part]
        const name = `${entry.code} ${part}`
        expect(zh, name).toMatch(/\p{Script=Han}.*[。）]$/u)
        expect(en, name).toMatch(/^[A-Za-z].*[.)]$/)
        expect(en, name).not.toMatch(/\p{Script=Han}/u)
        // A Chinese character carries about as much as three letters; beyond these bounds one side says more.
        expect(en.length, name).toBeGreaterThan(1.2 * zh.length)
        expect(en.length, name).toBeLessThan(5 * zh.length + 20)
      }
    }
  })

  it('gives every code of its own a meaning of its own', () => {
    for (const language of ['zh', 'en'] as const) {
      const meanings = errorCodeCatalogue.map((entry) => entry.meaning[language])
      expect(meanings.filter((meaning, index) => meanings.indexOf(meaning) !== index)).toEqual([])
    }
  })

  it('calls exactly three codes indeterminate and stops everything on exactly these', () => {
    expect(codesWhere((entry) => entry.outcome === 'indeterminate')).toEqual(indeterminate)
    expect(codesWhere((entry) => entry.stopsEverything)).toEqual(indeterminate)
    expect(codesWhere((entry) => entry.category === 'indeterminate')).toEqual(indeterminate)
  })

  it('takes an answer to a query as "no" for NO_SIGN_CUSTOMER alone and as irregular for NO_NORMAL_SIGN_CUSTOMER alone', () => {
    expect(codesWhere((entry) => entry.outcome === 'not_signed')).toEqual(['NO_SIGN_CUSTOMER'])
    expect(codesWhere((entry) => entry.outcome === 'irregular')).toEqual(['NO_NORMAL_SIGN_CUSTOMER'])
  })

  it('pauses the profile on the seven codes that every further request would meet as well', () => {
    expect(codesWhere((entry) => entry.pausesProfile)).toEqual(pausing)
    expect(codesWhere((entry) => entry.pausesProfile && !['profile', 'gateway'].includes(entry.scope))).toEqual([])
  })

  it('tells the signer only what the signer can mend', () => {
    expect(codesWhere((entry) => entry.category === 'signer' && entry.actor !== 'agent')).toEqual([])
    expect(codesWhere((entry) => entry.scope === 'profile' && entry.actor === 'agent')).toEqual([])
  })
})

describe('looking a code up', () => {
  it.each([
    ['ILLEGAL_BIZ_TYPE', 'ILLEGAL_BIZ_TPYE'],
    ['ILLEGAL_BIZ_TPYE', 'ILLEGAL_BIZ_TPYE'],
    ['ILLEGAL_TARGER_SERVICE', 'ILLEGAL_TARGET_SERVICE'],
    ['ELLER_CONFLICT', 'SELLER_CONFLICT'],
  ])('finds %s as %s', (spelling, code) => {
    expect(errorCodeEntry(spelling)?.code).toBe(code)
    expect(consequencesOf(spelling)).toEqual(consequencesOf(code))
  })

  it.each([
    'NEW_CODE_OF_TOMORROW',
    '',
    'illegal_sign',
    ' ILLEGAL_SIGN',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
  ])('takes %j, which it does not have, as indeterminate and stops everything', (code) => {
    expect(errorCodeEntry(code)).toBeUndefined()
    expect(consequencesOf(code)).toEqual({
      outcome: 'indeterminate',
      stopsEverything: true,
      pausesProfile: false,
      scope: 'agent',
      known: false,
    })
  })

  it('refuses on a query what a query cannot have done, such as a session that timed out', () => {
    expect(consequencesOf('SESSION_TIMEOUT')).toEqual({
      outcome: 'refused',
      stopsEverything: false,
      pausesProfile: false,
      scope: 'request',
      known: true,
    })
  })
})
