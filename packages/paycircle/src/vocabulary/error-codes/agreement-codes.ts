import { codeFamily } from './family.js'

const refundServices = ['refund_fastpay_by_platform_nopwd', 'refund_fastpay_by_platform_pwd'] as const

/** Codes by which operations that need an agreement say that one is missing, or that an account is not what it should be. */
export const agreementCodes = codeFamily(
  {
    services: refundServices,
    places: ['answer', 'refund-result'],
    category: 'agreement',
    scope: 'agent',
    actor: 'agent',
    evidence: 'several',
    rows: ['S4-04', 'Q4-04'],
  },
  [
    {
      code: 'PARTNER_NOT_SIGN_PROTOCOL',
      category: 'merchant',
      scope: 'profile',
      actor: 'operator',
      zh: [
        '平台商没有签署协议。',
        '平台商与支付宝之间缺少该业务所需的协议。',
        '检查平台商与支付宝的签约，联系支付宝补签；在此之前，所有代理人的退款都会失败。',
      ],
      en: [
        'The platform merchant has not signed the agreement.',
        'The agreement that this business needs between the platform merchant and Alipay is missing.',
        'Check the platform merchant’s contract and have it completed with Alipay; until then refunds fail for every agent.',
      ],
    },
    {
      code: 'SELLER_NOT_SIGN_PROTOCOL',
      zh: [
        '卖家没有签署协议。',
        '该笔交易的卖家没有签署自动退款协议，或者已经解约。',
        '用 query_customer_protocol 查询该卖家；未签约的请其签约，签约后再退款。',
      ],
      en: [
        'The seller has not signed the agreement.',
        'The seller of this trade never signed the auto-refund agreement, or has terminated it.',
        'Look the seller up with query_customer_protocol; where not signed, have them sign, then refund.',
      ],
    },
    {
      code: 'ROYALTYER_NOT_SIGN_PROTOCOL',
      zh: [
        '分润方没有签署三方协议。',
        '退分润涉及的某个分润方没有签署三方协议，或者已经解约。',
        '用 query_customer_protocol 逐一查询退款明细中的分润方；未签约的请其签约，签约后再退款。',
      ],
      en: [
        'A royalty party has not signed the three-party agreement.',
        'One of the parties whose royalty is to be refunded never signed the three-party agreement, or has terminated it.',
        'Look up each royalty party of the refund with query_customer_protocol; have those not signed sign, then refund.',
      ],
    },
    {
      code: 'CA_USER_NOT_USE_CA',
      category: 'signer',
      rows: ['S4-07'],
      zh: [
        '数字证书用户没有使用数字证书登录。',
        '该账户申请过数字证书，但当前电脑没有安装或没有使用该证书。',
        '请账户所有人在已安装数字证书的电脑上登录支付宝后重试。',
      ],
      en: [
        'A user with a digital certificate logged on without it.',
        'The account has a digital certificate, which is not installed or was not used on this computer.',
        'Have the account’s owner log on to Alipay on a computer with the certificate installed, then try again.',
      ],
    },
    {
      code: 'USER_SIGN_NOT_FOUND',
      services: ['dut.agent.third'],
      places: ['answer'],
      evidence: 'alipay',
      zh: [
        '找不到用户的签约记录。',
        '该用户没有签约，或者已经解约，因此不能代扣。',
        '先查询签约状态；未签约的请代理人签约，签约后再代扣。',
      ],
      en: [
        'No signing of this user was found.',
        'The user never signed, or has terminated, and so cannot be debited.',
        'Query the state of the agreement first; where not signed, have the agent sign, then debit.',
      ],
    },
    {
      code: 'EMAIL_USERID_NOT_MATCH',
      category: 'refund',
      actor: 'operator',
      rows: [],
      zh: [
        '邮箱与用户号不匹配。',
        '退款明细中同时给出了邮箱和用户号，但两者不属于同一个支付宝账户。',
        '核对该账户的邮箱与用户号，或者只填其中一个。',
      ],
      en: [
        'The e-mail and the user ID do not match.',
        'The refund row gives both an e-mail and a user ID, and they belong to different Alipay accounts.',
        'Check both against the account, or give only one of them.',
      ],
    },
    {
      code: 'ACCOUNT_NOT_EXISTS',
      category: 'refund',
      actor: 'operator',
      rows: [],
      zh: [
        '账号不存在。',
        '退款明细中的某个账号不是支付宝账号，或者已经注销。',
        '向账户所有人核对账号，改正明细后用新的批次号提交。',
      ],
      en: [
        'The account does not exist.',
        'An account of the refund rows is not an Alipay account, or was closed.',
        'Check the account with its owner, correct the row and submit it under a new batch number.',
      ],
    },
    {
      code: 'RESULT_ACCOUNT_NO_NOT_VALID',
      category: 'refund',
      actor: 'operator',
      rows: [],
      zh: [
        '账号无效。',
        '处理退款时发现明细中的账号不可用。',
        '核对该账号是否为支付宝账号、能否正常收付款，改正后再退款。',
      ],
      en: [
        'The account number is not valid.',
        'While refunding, an account of the row turned out to be unusable.',
        'Check that it is an Alipay account able to pay and receive, correct it, then refund.',
      ],
    },
    {
      code: 'TXN_RESULT_NO_SUCH_ACCOUNT',
      category: 'refund',
      actor: 'operator',
      evidence: 'clone',
      rows: [],
      zh: [
        '不存在该账户。',
        '账务处理时找不到退款涉及的账户。',
        '核对明细中的账户，改正后再退款；确认无误仍报此码的，联系支付宝技术支持。',
      ],
      en: [
        'There is no such account.',
        'When the money was to be moved, an account of the refund could not be found.',
        'Check the accounts of the row, correct them, then refund; if they are right, ask Alipay’s technical support.',
      ],
    },
  ],
)
