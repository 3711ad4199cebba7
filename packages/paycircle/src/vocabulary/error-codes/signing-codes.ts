import { codeFamily } from './family.js'

const signing = {
  services: ['sign_protocol_with_partner'],
  // That they appear on Alipay's page is inferred: the document says that the page alone shows the result. S4-06
  places: ['signing-page'],
} as const

/** The merchant's own contract stands in the way. S3-22 */
const contractCodes = codeFamily(
  { ...signing, category: 'merchant', scope: 'profile', actor: 'operator', evidence: 'documents', rows: ['S3-22'] },
  [
    {
      code: 'MERCHANT_SIGN_NOT_FOUND',
      zh: [
        '找不到商户的签约信息。',
        '商户签约信息有误：该合作者身份 ID 名下没有与支付宝的签约记录，也可能填错了合作者身份 ID。',
        '核对合作者身份 ID，检查商户是否已签约、签约是否有效，或者联系支付宝技术支持协助处理。',
      ],
      en: [
        'The merchant’s contract with Alipay was not found.',
        'The merchant’s contract information is wrong: no contract stands under this partner ID, or the ID is another’s.',
        'Compare the partner ID with the contract, check that the contract exists and is valid, or ask Alipay’s technical support.',
      ],
    },
    {
      code: 'REFUND_SIGN_PLAT_ERROR',
      zh: [
        '平台商的签约信息有误。',
        '商户签约信息有误；据旁证，指平台商不存在或没有与支付宝签约。',
        '检查平台商是否已签约、签约是否有效，或者联系支付宝技术支持协助处理。',
      ],
      en: [
        'The platform merchant’s contract information is wrong.',
        'The merchant’s contract information is wrong; by a secondary source, the platform merchant does not exist or has no contract with Alipay.',
        'Check that the platform merchant’s contract exists and is valid, or ask Alipay’s technical support.',
      ],
    },
    {
      code: 'MERCHANT_SIGN_STATUS_NOT_NORMAL',
      zh: [
        '商户的签约状态不正常。',
        '商户签约信息有误：有签约记录，但目前不在正常状态，例如被冻结或尚未生效。',
        '检查商户签约是否有效，联系支付宝技术支持恢复正常状态。',
      ],
      en: [
        'The merchant’s contract is not in its normal state.',
        'The merchant’s contract information is wrong: there is a contract, but it is not in force just now, suspended for example.',
        'Check whether the contract is valid and have Alipay’s technical support bring it back to its normal state.',
      ],
    },
    {
      code: 'MERCHANT_UNSIGN',
      zh: [
        '商户没有签约或已经解约。',
        '商户签约信息有误：商户与支付宝的签约已解除，或从未签订。',
        '检查商户是否签约；已解约的须重新签约，或者联系支付宝技术支持协助处理。',
      ],
      en: [
        'The merchant has no contract, or it was terminated.',
        'The merchant’s contract information is wrong: the contract with Alipay was ended, or never made.',
        'Check whether the merchant has a contract; a terminated one must be made anew. Otherwise ask Alipay’s technical support.',
      ],
    },
    {
      code: 'OUT_OF_MERCHANT_SERVICE_DATE_RANGE',
      zh: [
        '不在商户签约的服务期限内。',
        '商户签约信息有误：签约尚未到生效日期，或者已经到期。',
        '核对签约的起止日期，到期的办理续签，或者联系支付宝技术支持协助处理。',
      ],
      en: [
        'Today is outside the period of the merchant’s contract.',
        'The merchant’s contract information is wrong: the contract has not begun yet, or has expired.',
        'Compare the dates of the contract, renew it where it has expired, or ask Alipay’s technical support.',
      ],
    },
  ],
)

/** What the signer has to choose on Alipay's page. S3-23 */
const choiceCodes = codeFamily(
  { ...signing, category: 'signer', scope: 'agent', actor: 'agent', evidence: 'documents', rows: ['S3-23'] },
  [
    {
      code: 'CHARGE_MUST_HAVE_PAY_METHOD',
      zh: [
        '签约自动支付时没有选齐必选项。',
        '文档对此码与 REFUND_CHARGE_MUST_CHOSE_ONE 只有一条说明：用户签约自动支付时必须选择自动支付和自动退款；按名称看，是没有选择支付渠道。两种理解未能确认。',
        '请代理人重新签约：在支付宝页面上选好支付渠道，并同时勾选自动支付和自动退款。',
      ],
      en: [
        'Auto-debit was to be signed without everything it needs being chosen.',
        'The document explains this code and REFUND_CHARGE_MUST_CHOSE_ONE in one sentence: whoever signs auto-debit must choose auto-debit and auto-refund. The name says that no pay method was chosen. Which holds is open.',
        'Have the agent sign again and, on Alipay’s page, choose a pay method and tick both auto-debit and auto-refund.',
      ],
    },
    {
      code: 'REFUND_CHARGE_MUST_CHOSE_ONE',
      zh: [
        '自动支付与自动退款没有按要求勾选。',
        '文档对此码与 CHARGE_MUST_HAVE_PAY_METHOD 只有一条说明：用户签约自动支付时必须选择自动支付和自动退款；按名称看，是两项一项也没有选。两种理解未能确认。',
        '请代理人重新签约，在支付宝页面上同时勾选自动支付和自动退款；只签自动退款时至少勾选该项。',
      ],
      en: [
        'Auto-debit and auto-refund were not ticked as required.',
        'The document explains this code and CHARGE_MUST_HAVE_PAY_METHOD in one sentence: whoever signs auto-debit must choose auto-debit and auto-refund. The name says that neither was chosen. Which holds is open.',
        'Have the agent sign again and tick both auto-debit and auto-refund on Alipay’s page; for auto-refund alone, at least that one.',
      ],
    },
  ],
)

/** Known only from a clone of the old gateway's documentation, which prints one of the document's codes among them. */
const clonedCodes = codeFamily(
  { ...signing, category: 'signer', scope: 'agent', actor: 'agent', evidence: 'clone', rows: ['S4-06'] },
  [
    {
      code: 'REFUND_SIGN_SUCCESS',
      category: 'success',
      actor: 'nobody',
      zh: [
        '该平台用户签约成功。',
        '签约已在支付宝页面上完成。',
        '页面所示不作为凭据：用 query_customer_protocol 确认两项签约各自的状态。',
      ],
      en: [
        'This user of the platform is now signed.',
        'The signing was completed on Alipay’s page.',
        'What a page shows is no proof: confirm the state of each half with query_customer_protocol.',
      ],
    },
    {
      code: 'REFUND_SIGN_ALREADY_SIGN',
      category: 'success',
      actor: 'nobody',
      zh: [
        '该平台用户此前已经签约。',
        '代理人签过约后又再次进入签约页面。',
        '无需重签：用 query_customer_protocol 确认自动支付与自动退款各自的状态。',
      ],
      en: [
        'This user of the platform had signed before.',
        'The agent had already signed and entered the signing page once more.',
        'Nothing need be signed again: confirm the state of auto-debit and auto-refund with query_customer_protocol.',
      ],
    },
    {
      code: 'REFUND_SIGN_OUT_TIME',
      category: 'gateway',
      scope: 'request',
      actor: 'operator',
      zh: [
        '签约超时，或者服务不可用。',
        '支付宝一侧没有及时处理完毕，不能断定这次签约没有生效。',
        '先用 query_customer_protocol 查询签约状态，确认未签约之后再请代理人重新签约。',
      ],
      en: [
        'The signing timed out, or the service was not available.',
        'Alipay’s side did not finish in time; that the signing took no effect does not follow.',
        'First ask query_customer_protocol for the state, and have the agent sign again only once it says not signed.',
      ],
    },
    {
      code: 'REFUND_SIGN_ETRANCE',
      category: 'request',
      scope: 'request',
      actor: 'developer',
      rows: ['S3-13', 'S3-20'],
      zh: [
        '签约请求的入口不合法。',
        '请求不是从约定的入口进入签约页面的，例如使用了保存下来的页面地址，或者页面被嵌入其他网站。',
        '每次签约都生成新的请求，由浏览器在顶层窗口直接前往支付宝网关，不嵌入 iframe。',
      ],
      en: [
        'The signing request came through an entrance that is not allowed.',
        'The signing page was not reached by the agreed way, for example by a saved page address or from within another site.',
        'Build a new request for every signing and send the browser to Alipay’s gateway in the top window, never in an iframe.',
      ],
    },
  ],
)

/** The codes of 支付圈签约接口. */
export const signingCodes = [...contractCodes, ...choiceCodes, ...clonedCodes]
