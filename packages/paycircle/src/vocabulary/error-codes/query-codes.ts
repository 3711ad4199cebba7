import { codeFamily } from './family.js'

/** The codes of 支付圈签约查询接口. Q3-21 to Q3-27 */
export const queryCodes = codeFamily(
  {
    services: ['query_customer_protocol'],
    places: ['answer'],
    category: 'request',
    scope: 'agent',
    actor: 'operator',
    evidence: 'documents',
    rows: [],
  },
  [
    {
      code: 'NOT_AIR_PLANE_PARTNER',
      category: 'merchant',
      scope: 'profile',
      pausesProfile: true,
      rows: ['Q3-21'],
      zh: [
        '商户不是机票业务商户。',
        '没有开通机票业务，或者没有签署机票协议。',
        '确认该 partner 是否已签机票协议，必要时联系支付宝开通；开通之前，该商户的任何查询都会得到同样的结果。',
      ],
      en: [
        'The merchant has no air-ticket business.',
        'The air-ticket business was not opened, or the air-ticket agreement not signed.',
        'Check that this partner has signed the air-ticket agreement and have Alipay open the business; until then every query of this merchant is answered so.',
      ],
    },
    {
      code: 'ILLEGAL_ACCOUNT_NO',
      rows: ['Q3-22'],
      zh: [
        '账号不合法。',
        '待查询的账号不是支付宝账号，或者格式不对（资金账号为用户号加 0156，共 20 位数字）。',
        '确认待查询账号是支付宝账号，向代理人核对后再查。',
      ],
      en: [
        'The account number is not legal.',
        'The account looked up is not an Alipay account, or is written wrongly (a fund account is the user ID and 0156, 20 digits).',
        'Make sure that it is an Alipay account; check it with the agent, then query again.',
      ],
    },
    {
      code: 'ILLEGAL_EMAIL',
      rows: ['Q3-23'],
      zh: [
        '该邮箱不是支付宝账号。',
        '按邮箱查不到支付宝账号：邮箱写错，或者不是代理人登录支付宝所用的邮箱。',
        '向代理人核对其支付宝登录邮箱，改正后再查。',
      ],
      en: [
        'The e-mail is not an Alipay account.',
        'No Alipay account was found by this e-mail: it is misspelt, or not the one by which the agent logs on to Alipay.',
        'Check the agent’s Alipay logon e-mail with them, correct it, then query again.',
      ],
    },
    {
      code: 'NO_SIGN_CUSTOMER',
      category: 'agreement',
      outcome: 'not_signed',
      actor: 'agent',
      rows: ['Q3-24'],
      zh: [
        '没签约的客户。',
        '该客户没有签约，或者已经解约；刚刚签约之后也可能尚未查到。',
        '请代理人完成签约；刚签约的过一会儿再查。签约之前不得代扣或自动退款。',
      ],
      en: [
        'This customer has not signed.',
        'The customer never signed, or has terminated; straight after a signing it may not be visible yet.',
        'Have the agent sign; after a fresh signing query again a little later. Until it is signed, neither debit nor refund automatically.',
      ],
    },
    {
      code: 'NULL_EMAIL_AND_ACCOUNT_NO',
      scope: 'request',
      actor: 'developer',
      rows: ['Q3-25', 'Q3-09'],
      zh: [
        '邮箱与账号都没有给出。',
        '查询的用户账户和 userEmail 不能同时为空；参数名写错时，网关同样视为没有给出。',
        '至少配置 user_email 或账号中的一个；已经给出的，对照接口技术文档核对参数名。',
      ],
      en: [
        'Neither an e-mail nor an account was given.',
        'The account and userEmail must not both be empty; to the gateway a misnamed parameter was not given either.',
        'Set user_email or the account number, at least one; where one was set, compare its name with the interface’s parameter list.',
      ],
    },
    {
      code: 'NO_NORMAL_SIGN_CUSTOMER',
      category: 'agreement',
      outcome: 'irregular',
      rows: ['Q3-26'],
      zh: [
        '签约状态不正常。',
        '有签约记录，但不在正常状态；文档没有说明具体原因。',
        '在查询恢复正常之前不得代扣或自动退款；请代理人到支付宝查看协议，或者联系支付宝技术支持。',
      ],
      en: [
        'The signing is not in its normal state.',
        'An agreement exists but is not in its normal state; the document does not say why.',
        'Neither debit nor refund automatically until a query says otherwise; have the agent look at the agreement in Alipay, or ask Alipay’s technical support.',
      ],
    },
    {
      code: 'ILLEGAL_BIZ_TPYE',
      aliases: ['ILLEGAL_BIZ_TYPE'],
      scope: 'request',
      actor: 'developer',
      rows: ['Q3-27', 'Q4-05'],
      zh: [
        '非法的业务类型。',
        'biz_type 缺失或不是 10004。（错误码中的 TPYE 是文档原样。）',
        '把 biz_type 设为固定值 10004，并让它参与签名。',
      ],
      en: [
        'The business type is illegal.',
        'biz_type is missing or not 10004. (TPYE is how the document prints the code.)',
        'Set biz_type to its fixed value 10004 and let it be signed.',
      ],
    },
  ],
)
