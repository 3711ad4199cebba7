import { inBoth, type CatalogueRow } from './catalogue-row.js'

const interfaceFails = { zh: '避免接口无法正常使用', en: 'or the interface does not work' }

/** Table 3 of both documents: 技术接入规则, the technical rules of access. */
export const accessRows: readonly CatalogueRow[] = [
  ...inBoth('S3-01', 'Q3-01', {
    type: '账号',
    chinese: '配置的合作者身份ID与安全校验码key必须保证与签约信息匹配',
    english: 'The partner ID and the security key that are configured match the contract.',
    reason: { zh: '防止接口无法正常使用或出现资金损失', en: 'or the interface does not work, or money is lost' },
    cover: { rooms: ['gateway', 'cli'], checked: true },
  }),
  ...inBoth('S3-02', 'Q3-02', {
    type: '账号',
    chinese: '必须保护合作者身份ID与安全校验码key的隐私性',
    english: 'The partner ID and the security key stay private.',
    reason: {
      zh: '防止签约的账号信息被盗用，导致资金受损、被他人恶意利用等。',
      en: 'or the account is used by others, and money is lost',
    },
    cover: { rooms: ['base', 'sealing', 'cli'], checked: true },
  }),
  ...inBoth('S3-03', 'Q3-03', {
    type: '账号',
    chinese: '测试完毕后，要把测试账号立刻更换成签约账号。',
    english: 'When testing is over, the test account is replaced by the contracted account at once.',
    reason: { zh: '使用测试账号时，手续费按照3%扣除。', en: 'a test account costs a fee of 3 %' },
    cover: { rooms: ['profiles'], checked: true },
  }),
  {
    id: 'S3-04',
    type: '安全',
    chinese:
      '对于支付圈签约需要进行用户身份校验，即，需要在接口调用显示的页面上输入支付宝用户名和支付密码，禁止在除支付宝之外的任何网站上输入此信息。',
    english:
      'The user proves who he is on the page that the interface shows; Alipay user name and payment password are entered on no site but Alipay’s.',
    reason: { zh: '避免用户的信息被泄露', en: 'or the user’s data leaks' },
    strength: 'must',
    cover: { rooms: ['service'], checked: true },
  },
  ...inBoth('S3-05', 'Q3-04', {
    type: '安全',
    chinese:
      '商户必须以DNS解析的方式访问支付宝接口，不要设置DNS cache，不要绑定支付宝IP。如果为了商户自身安全必须绑定支付宝IP时，必须向支付宝的技术支持人员备案。',
    english:
      'Alipay is reached through DNS, without a DNS cache and without a bound IP address; who must bind one files it with Alipay’s technical support.',
    reason: {
      zh: '支付宝IP地址一旦变更，会导致商户无法请求或访问支付宝，致使商户业务直接不可用。',
      en: 'once Alipay’s addresses change, the merchant is cut off',
    },
    cover: { rooms: ['gateway'], checked: true },
  }),
  ...inBoth('S3-06', 'Q3-05', {
    type: '签名',
    chinese:
      '请求的所有参数，需要根据参数名=参数值的格式，由字母a到z的顺序进行排序，待签名字符串需要以“参数名1=参数值1&参数名2=参数值2&....&参数名N=参数值N”的规则进行拼接。',
    english: 'All parameters as name=value, sorted from a to z by name, joined with &: that is the pre-sign string.',
    reason: interfaceFails,
    cover: { rooms: ['wire'], checked: true },
  }),
  ...inBoth('S3-07', 'Q3-06', {
    type: '签名',
    chinese: '在对请求的参数做签名时，这些参数必须来源于请求参数列表，并且除去列表中的参数sign、sign_type。',
    english: 'What is signed comes from the interface’s list of request parameters, without sign and sign_type.',
    reason: interfaceFails,
    cover: { rooms: ['wire'], checked: true },
  }),
  ...inBoth('S3-08', 'Q3-07', {
    type: '签名',
    chinese:
      '在对请求的参数做签名时，对于请求参数列表中那些可空的参数，如果选择使用它们，那么这些参数的参数值必须不能为空或空值。',
    english: 'An optional parameter that is used is not empty.',
    reason: interfaceFails,
    cover: { rooms: ['wire'], checked: true },
  }),
  ...inBoth('S3-09', 'Q3-08', {
    type: '参数配置',
    chinese: '在请求参数列表中，不可空的参数必须配置。',
    english: 'Required parameters are set.',
    reason: interfaceFails,
    cover: { rooms: ['wire', 'vocabulary'], checked: true },
  }),
  ...inBoth('S3-10', 'Q3-09', {
    type: '参数配置',
    chinese: '在请求参数列表中，可空的但需要多选一的多个参数中，必须配置至少一个。',
    english: 'Of optional parameters of which one is needed, at least one is set.',
    reason: interfaceFails,
    cover: { rooms: ['wire', 'vocabulary'], checked: true },
  }),
  ...inBoth('S3-11', 'Q3-10', {
    type: '参数配置',
    chinese: '必须按照请求参数列表中各参数的格式要求配置',
    english: 'Every parameter has the format that the list demands.',
    reason: interfaceFails,
    cover: { rooms: ['vocabulary', 'wire'], checked: true },
  }),
  ...inBoth('S3-12', 'Q3-11', {
    type: '参数配置',
    chinese: '必须设置请求参数input_charset（编码格式），即该参数不能为空，并让该参数加入签名运算。',
    queryChinese: '必须设置请求参数_input_charset（编码格式），即该参数不能为空，并让该参数加入签名运算。',
    english: '_input_charset is set, not empty, and takes part in the signature.',
    reason: interfaceFails,
    cover: { rooms: ['wire', 'vocabulary'], checked: true },
    note: {
      zh: '签约文档此处印作 input_charset，参数名实为 _input_charset。',
      en: 'The document on signing prints input_charset here; the parameter is _input_charset.',
    },
  }),
  ...inBoth('S3-13', 'Q3-12', {
    type: '接口构造',
    chinese: '必须使用支付宝的网关发送请求信息给支付宝，请求网关：https://mapi.alipay.com/gateway.do。',
    english: 'Requests are sent through Alipay’s gateway, https://mapi.alipay.com/gateway.do.',
    reason: { zh: '避免被钓鱼网站利用', en: 'or a phishing site takes advantage' },
    cover: { rooms: ['gateway', 'vocabulary'], checked: true },
  }),
  ...inBoth('S3-14', 'Q3-13', {
    type: '接口构造',
    chinese: '发送给支付宝的请求，请求参数不仅包含参与签名的参数，还包含参数sign、sign_type。',
    english: 'A request carries the parameters that were signed, and sign and sign_type as well.',
    reason: interfaceFails,
    cover: { rooms: ['wire'], checked: true },
  }),
  ...inBoth('S3-15', 'Q3-14', {
    type: '接口构造',
    chinese:
      '发送给支付宝的请求，如果使用form表单传输，需要按照以下要求编写：action的值必须为“https://mapi.alipay.com/gateway.do?_input_charset=该值”；不允许写成完整的请求链接地址；<form>与</form>之间需包含所有要请求给支付宝的参数，且每个参数的格式为<input type="hidden" name="参数名" value="参数值" />；请求参数_input_charset（编码格式）必须存在于form表单中；<form>与</form>之间包含的数据只允许是要请求给支付宝的参数，禁止出现商户自行命名，不在接口技术文档请求参数列表中的其他数据；form表单的method属性，可自行选择get、post两种。',
    english:
      'In a form, the action is the gateway with ?_input_charset=<value> and never the full request URL; every parameter is a hidden input with name and value, _input_charset among them; nothing but parameters of the list; the method is get or post.',
    reason: {
      zh: '避免请求支付宝时报错，错误码为ILLEGAL_SIGN；在win7系统下，如果浏览器是IE8以上，有可能出现发送请求链接时会无法跳转到支付宝，当前页面为空白页的情况。',
      en: 'or the gateway answers ILLEGAL_SIGN; on Windows 7 a browser newer than IE 8 may show a blank page instead of Alipay’s',
    },
    cover: { rooms: ['wire'], checked: true },
  }),
  ...inBoth('S3-16', 'Q3-15', {
    type: '数据传输',
    chinese: '必须使用https协议，支持get或post方式提交。',
    english: 'The protocol is https, the method get or post.',
    reason: interfaceFails,
    cover: { rooms: ['gateway', 'wire'], checked: true },
  }),
  ...inBoth('S3-17', 'Q3-16', {
    type: '返回数据处理',
    chinese: '必须对返回的数据进行处理',
    english: 'The data that is returned is processed.',
    reason: {
      zh: '以便商户能够了解接口的使用情况，以及进行商户的后续业务操作。',
      en: 'so that the merchant knows how the interface fares and can go on with the business',
    },
    cover: { rooms: ['gateway'], checked: true },
  }),
  ...inBoth('S3-18', 'Q3-17', {
    type: '返回数据处理',
    chinese: '必须判断签约操作以后的业务逻辑处理程序是否有重复执行',
    queryChinese: '必须判断查询操作以后的业务逻辑处理程序是否有重复执行',
    english: 'Whether the business logic that follows runs twice is checked.',
    reason: {
      zh: '防止出现商户的业务操作被重复执行，导致出现资金损失，如重复充值、重复付款等。',
      en: 'or the merchant’s operations run twice and money is lost, by a double recharge or payment',
    },
    cover: {
      rooms: ['engine', 'delivery', 'idempotency'],
      procedure: [{ zh: '业务后续的执行', en: 'business follow-up' }],
    },
  }),
  ...inBoth('S3-19', 'Q3-18', {
    type: '返回数据处理',
    chinese: '建议每一次签约操作需以日志形式记录到商户网站的日志操作数据库中',
    queryChinese: '建议每一次查询操作需以日志形式记录到商户网站的日志操作数据库中',
    english: 'Every operation should be recorded in the merchant’s log database.',
    reason: { zh: '用来在必要时检查或跟踪业务处理情况', en: 'so that it can be checked or traced when needed' },
    strength: 'should',
    cover: { rooms: ['ledger', 'custody'] },
  }),
  ...inBoth('S3-20', 'Q3-19', {
    type: '接入环境',
    chinese: '不能把接口嵌入iframe框架中',
    english: 'The interface is never put inside an iframe.',
    reason: interfaceFails,
    cover: { rooms: ['service'], checked: true },
  }),
  {
    id: 'S3-21',
    type: '错误码处理',
    chinese:
      '遇到特殊错误码（如：UNKNOWN_EXCEPTION、GENERIC_FAILURE、SYSTEM_ERROR），须停止后续一切操作，使用“支付圈签约查询接口(query_customer_protocol)”查询签约的状态或者联系支付宝技术支持协助处理。',
    english:
      'At an indeterminate error code (such as UNKNOWN_EXCEPTION, GENERIC_FAILURE, SYSTEM_ERROR) everything that follows stops; the state is asked through query_customer_protocol or of Alipay’s technical support.',
    reason: {
      zh: '一般这种情况有可能签约已经成功，由于传输原因出现。',
      en: 'the signing may well have succeeded and the answer been lost on the way',
    },
    strength: 'must',
    cover: { rooms: ['lifecycle', 'engine', 'vocabulary'], checked: true },
  },
  {
    id: 'Q3-20',
    type: '错误码处理',
    chinese: '遇到特殊错误码（如：UNKNOWN_EXCEPTION、GENERIC_FAILURE、SYSTEM_ERROR），须停止后续一切操作，重新查询。',
    english:
      'At an indeterminate error code (such as UNKNOWN_EXCEPTION, GENERIC_FAILURE, SYSTEM_ERROR) everything that follows stops, and the query is made again.',
    reason: {
      zh: '一般这种情况有可能查询已经成功，由于传输原因出现。',
      en: 'the query may well have succeeded and the answer been lost on the way',
    },
    strength: 'must',
    cover: { rooms: ['lifecycle', 'engine', 'vocabulary'], checked: true },
  },
  {
    id: 'S3-22',
    type: '错误码处理',
    chinese:
      '如遇到错误码（MERCHANT_SIGN_NOT_FOUND、REFUND_SIGN_PLAT_ERROR、MERCHANT_SIGN_STATUS_NOT_NORMAL、MERCHANT_UNSIGN、OUT_OF_MERCHANT_SERVICE_DATE_RANGE）请检查商户是否签约、签约是否有效或者联系支付宝技术支持协助处理。',
    english:
      'At MERCHANT_SIGN_NOT_FOUND, REFUND_SIGN_PLAT_ERROR, MERCHANT_SIGN_STATUS_NOT_NORMAL, MERCHANT_UNSIGN or OUT_OF_MERCHANT_SERVICE_DATE_RANGE, whether the merchant’s contract exists and is valid is checked, or Alipay’s technical support asked.',
    reason: { zh: '商户签约信息有误', en: 'the merchant’s contract information is wrong' },
    strength: 'must',
    cover: { rooms: ['vocabulary', 'lifecycle'] },
  },
  {
    id: 'S3-23',
    type: '错误码处理',
    chinese: 'CHARGE_MUST_HAVE_PAY_METHOD、REFUND_CHARGE_MUST_CHOSE_ONE：用户签约自动支付时必须选择自动支付和自动退款',
    english:
      'CHARGE_MUST_HAVE_PAY_METHOD, REFUND_CHARGE_MUST_CHOSE_ONE: a user who signs auto-debit must choose auto-debit and auto-refund.',
    strength: 'must',
    cover: { rooms: ['vocabulary'] },
    note: {
      zh: '两个错误码共用一条解释，名称却像是“须有支付方式”和“至少选一项”；CHOSE 为原文拼写。',
      en: 'Both codes share one explanation, while their names suggest “a pay method” and “at least one”; CHOSE is printed so.',
    },
  },
  {
    id: 'S3-24',
    type: '错误码处理',
    chinese: 'ILLEGAL_SIGN：签名检查错误',
    english: 'ILLEGAL_SIGN: the signature check failed.',
    strength: 'must',
    cover: { rooms: ['vocabulary', 'explain'], checked: true },
  },
  ...(
    [
      [
        'Q3-21',
        'NOT_AIR_PLANE_PARTNER',
        '没有开通机票业务或者没有签署机票协议，确认该partner是否签约机票协议。',
        'no air-ticket business is opened, or no air agreement signed; check the partner’s air agreement.',
      ],
      [
        'Q3-22',
        'ILLEGAL_ACCOUNT_NO',
        '不合法账号，确认待查询账号是否是支付宝账号。',
        'not a legal account; check that it is an Alipay account.',
      ],
      [
        'Q3-23',
        'ILLEGAL_EMAIL',
        '根据Email查询账号是否是支付宝账号。',
        'the e-mail that is looked up is not an Alipay account.',
      ],
      ['Q3-24', 'NO_SIGN_CUSTOMER', '没签约的客户，该客户没有签约。', 'this customer has not signed.'],
      [
        'Q3-25',
        'NULL_EMAIL_AND_ACCOUNT_NO',
        '查询的用户账户和userEmail不能同时为空。',
        'the user’s account and userEmail must not both be empty.',
      ],
      ['Q3-26', 'NO_NORMAL_SIGN_CUSTOMER', '签约状态不正常', 'the signing is not in a normal state.'],
      [
        'Q3-27',
        'ILLEGAL_BIZ_TPYE',
        '非法的业务类型，本接口必需输入10004。',
        'an illegal business type; this interface demands 10004.',
      ],
    ] as const
  ).map(([id, code, chinese, english]): CatalogueRow => ({
    id,
    type: '错误码处理',
    chinese: `${code}：${chinese}`,
    english: `${code}: ${english}`,
    strength: 'must',
    cover: { rooms: ['vocabulary'], ...(id === 'Q3-25' || id === 'Q3-27' ? { checked: true } : {}) },
    ...(id === 'Q3-27' ? { note: { zh: 'TPYE 为原文拼写。', en: 'TPYE is printed so.' } } : {}),
  })),
  ...inBoth('S3-25', 'Q3-28', {
    type: '自主编写接口代码规则',
    chinese:
      '如果不使用支付宝提供的代码示例来集成接口，那么必须根据技术文档中签名机制和通知返回数据处理章节及本文档的技术接入规则、接口使用规则、测试流程规则，来编写符合商户网站项目的接口代码。',
    english:
      'Who does not use Alipay’s sample code writes his own by the technical document (signature mechanism, notifications and returned data) and by these rules.',
    reason: interfaceFails,
    cover: { rooms: ['compliance'] },
    note: {
      zh: '该技术文档未公开：参数列表依公开资料整理，请以贵司持有的 PDF 为准。',
      en: 'That technical document is not public: the parameter lists rest on public evidence. Confirm against your PDF.',
    },
  }),
]
