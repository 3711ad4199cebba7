import type { Rule } from '../rule.js'
import { addressComesFromDns } from './address-comes-from-dns.js'
import { addressValuesEncoded } from './address-values-encoded.js'
import { agreementAskedBeforeOperation } from './agreement-asked-before-operation.js'
import { alipayPasswordGoesToAlipay } from './alipay-password-goes-to-alipay.js'
import { answerDecodedByItsCharset } from './answer-decoded-by-its-charset.js'
import { answerParsedAsXml } from './answer-parsed-as-xml.js'
import { answerReadByName } from './answer-read-by-name.js'
import { attributeValuesQuoted } from './attribute-values-quoted.js'
import { bizTypeIs10004 } from './biz-type-is-10004.js'
import { bothFlagsAreRead } from './both-flags-are-read.js'
import { callRateIsBounded } from './call-rate-is-bounded.js'
import { callsArePaced } from './calls-are-paced.js'
import { callsAreSigned } from './calls-are-signed.js'
import { callsEndInTime } from './calls-end-in-time.js'
import { callsHaveATimeLimit } from './calls-have-a-time-limit.js'
import { certificatesAreChecked } from './certificates-are-checked.js'
import { charsetAmongTheFields } from './charset-among-the-fields.js'
import { charsetSpelledOnce } from './charset-spelled-once.js'
import { datesIn24Hours } from './dates-in-24-hours.js'
import { emailOrAccountGiven } from './email-or-account-given.js'
import { errorCodeIsKept } from './error-code-is-kept.js'
import { fieldsEscaped } from './fields-escaped.js'
import { formActionCarriesTheCharsetAlone } from './form-action-carries-the-charset-alone.js'
import { formFieldsAreHiddenInputs } from './form-fields-are-hidden-inputs.js'
import { gatewayAddressIsAlipays } from './gateway-address-is-alipays.js'
import { gatewayOverHttps } from './gateway-over-https.js'
import { getStaysGet } from './get-stays-get.js'
import { keyIsNotLogged } from './key-is-not-logged.js'
import { keyIsNotSent } from './key-is-not-sent.js'
import { logsHoldNoKey } from './logs-hold-no-key.js'
import { noAlipayPasswordAsked } from './no-alipay-password-asked.js'
import { noCapturedHandOver } from './no-captured-hand-over.js'
import { noEmptyParameter } from './no-empty-parameter.js'
import { noKeyInSource } from './no-key-in-source.js'
import { noParameterTwice } from './no-parameter-twice.js'
import { noPreSignedUrl } from './no-pre-signed-url.js'
import { noReturnExpectedFromSigning } from './no-return-expected-from-signing.js'
import { noTrailingAmpersand } from './no-trailing-ampersand.js'
import { notInAFrame } from './not-in-a-frame.js'
import { notifyVerifiedAtTheGateway } from './notify-verified-at-the-gateway.js'
import { oldGatewayIsGone } from './old-gateway-is-gone.js'
import { onlyListedParameters } from './only-listed-parameters.js'
import { parametersAreSorted } from './parameters-are-sorted.js'
import { parametersHaveTheirFormat } from './parameters-have-their-format.js'
import { permissionAskedBeforeDebit } from './permission-asked-before-debit.js'
import { productionUsesTheContractedAccount } from './production-uses-the-contracted-account.js'
import { queryIsJoinedAndEncoded } from './query-is-joined-and-encoded.js'
import { queryJoinedWithAmpersands } from './query-joined-with-ampersands.js'
import { requiredParametersSet } from './required-parameters-set.js'
import { returnIsNoProof } from './return-is-no-proof.js'
import { returnSignatureChecked } from './return-signature-checked.js'
import { signTypeStaysOutOfTheSignature } from './sign-type-stays-out-of-the-signature.js'
import { signatureIsSent } from './signature-is-sent.js'
import { signatureMatches } from './signature-matches.js'
import { signerIsNoMobileNumber } from './signer-is-no-mobile-number.js'
import { stopsAfterAnUnknownOutcome } from './stops-after-an-unknown-outcome.js'
import { submitButtonHasNoName } from './submit-button-has-no-name.js'
import { unknownIsNotNo } from './unknown-is-not-no.js'
import { valueNotCutAtEquals } from './value-not-cut-at-equals.js'
import { valuesEncodedOnce } from './values-encoded-once.js'
import { valuesSignedUnencoded } from './values-signed-unencoded.js'
import { windowOpenIsEscaped } from './window-open-is-escaped.js'

/** Every rule, in the order of reports. */
export const rules: readonly Rule[] = [
  addressComesFromDns,
  addressValuesEncoded,
  agreementAskedBeforeOperation,
  alipayPasswordGoesToAlipay,
  answerDecodedByItsCharset,
  answerParsedAsXml,
  answerReadByName,
  attributeValuesQuoted,
  bizTypeIs10004,
  bothFlagsAreRead,
  callRateIsBounded,
  callsArePaced,
  callsAreSigned,
  callsEndInTime,
  callsHaveATimeLimit,
  certificatesAreChecked,
  charsetAmongTheFields,
  charsetSpelledOnce,
  datesIn24Hours,
  emailOrAccountGiven,
  errorCodeIsKept,
  fieldsEscaped,
  formActionCarriesTheCharsetAlone,
  formFieldsAreHiddenInputs,
  gatewayAddressIsAlipays,
  gatewayOverHttps,
  getStaysGet,
  keyIsNotLogged,
  keyIsNotSent,
  logsHoldNoKey,
  noAlipayPasswordAsked,
  noCapturedHandOver,
  noEmptyParameter,
  noKeyInSource,
  noParameterTwice,
  noPreSignedUrl,
  noReturnExpectedFromSigning,
  noTrailingAmpersand,
  notInAFrame,
  notifyVerifiedAtTheGateway,
  oldGatewayIsGone,
  onlyListedParameters,
  parametersAreSorted,
  parametersHaveTheirFormat,
  permissionAskedBeforeDebit,
  productionUsesTheContractedAccount,
  queryIsJoinedAndEncoded,
  queryJoinedWithAmpersands,
  requiredParametersSet,
  returnIsNoProof,
  returnSignatureChecked,
  signTypeStaysOutOfTheSignature,
  signatureIsSent,
  signatureMatches,
  signerIsNoMobileNumber,
  stopsAfterAnUnknownOutcome,
  submitButtonHasNoName,
  unknownIsNotNo,
  valueNotCutAtEquals,
  valuesEncodedOnce,
  valuesSignedUnencoded,
  windowOpenIsEscaped,
]
