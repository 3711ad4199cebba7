export { Secret } from '../base/index.js'
export {
  valuesOf,
  type Answer,
  type AnswerField,
  type AnswerNote,
  type ErrorPageAnswer,
  type FlatAnswer,
  type QueryStringAnswer,
  type WrappedAnswer,
} from './answer.js'
export { verifyAnswerSignature, type AnswerSignatureSettings } from './answer-signature.js'
export { wireError, type SignTypeFault, type UnreadableReason, type XmlConstruct, type XmlLimit } from './errors.js'
export { formDecode, formEncode, type FormLimits } from './form-encoding.js'
export { parseAnswer, type AnswerSettings } from './parse-answer.js'
export { prepareService, type PreparedService, type ServiceConstants } from './prepared-service.js'
export { preSignString, type ParameterSet } from './pre-sign-string.js'
export { requestForm, type FormOptions, type RequestForm } from './request-form.js'
export { postUrl, requestBody, requestUrl, type WritableRequest } from './request-url.js'
export { computeSignature, verifySignature, type SignatureSettings } from './signature.js'
export type { SignedRequest } from './signed-request.js'
export { decodeText, encodeText } from './text-codec.js'
export { parseXml, type XmlElement, type XmlLimits } from './xml.js'
