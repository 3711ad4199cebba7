import { codeFamily } from './family.js'

const refund = {
  services: ['refund_fastpay_by_platform_nopwd', 'refund_fastpay_by_platform_pwd'],
  category: 'refund',
  evidence: 'several',
  rows: [],
} as const

/** The batch itself: its number, date, count and rows. */
const batchCodes = codeFamily({ ...refund, places: ['answer'], scope: 'request', actor: 'developer' }, [
  {
    code: 'BATCH_NUM_EXCEED_LIMIT',
    zh: [
      '总笔数超过 1000。',
      'batch_num 或明细条数超过一批所允许的 1000 笔。',
      '拆成多批提交，每批不超过 1000 笔，批次号各不相同。',
    ],
    en: [
      'More than 1000 rows in all.',
      'batch_num or the rows exceed the 1000 that one batch may hold.',
      'Split into batches of at most 1000 rows, each with a batch number of its own.',
    ],
  },
  {
    code: 'BATCH_NUM_ERROR',
    zh: ['传入的总笔数格式错误。', 'batch_num 不是正整数。', '把 batch_num 设为明细的实际条数，只用数字。'],
    en: [
      'The total number of rows is written wrongly.',
      'batch_num is not a positive whole number.',
      'Set batch_num to the number of rows really sent, in digits only.',
    ],
  },
  {
    code: 'BATCH_NUM_NOT_EQUAL_TOTAL',
    zh: [
      '传入的笔数与明细条数不一致。',
      'batch_num 不等于从 detail_data 解析出的条数，可能是明细之间的 # 多了、少了，或者出现在退款理由中。',
      '从明细数出 batch_num；退款理由中不要出现 #、^、|、$。',
    ],
    en: [
      'The number given and the rows found differ.',
      'batch_num is not the number of rows read from detail_data; a # between rows may be missing, doubled, or part of a reason.',
      'Count batch_num from the rows; keep #, ^, | and $ out of reasons.',
    ],
  },
  {
    code: 'BATCH_NO_FORMAT_ERROR',
    zh: [
      '批次号格式错误。',
      'batch_no 不是“当天日期（8 位）加流水号”的形式。',
      '按“退款当天 yyyyMMdd 加流水号”生成批次号，日期以北京时间为准。',
    ],
    en: [
      'The batch number is written wrongly.',
      'batch_no is not the current date in eight digits followed by a serial number.',
      'Make it from today’s date as yyyyMMdd, in Beijing time, and a serial number.',
    ],
  },
  {
    code: 'RESULT_BATCH_NO_FORMAT_ERROR',
    zh: [
      '处理时发现批次号格式错误。',
      'batch_no 的日期或流水号部分不符合要求。',
      '核对批次号的日期和流水号，改正后重新提交。',
    ],
    en: [
      'While processing, the batch number proved to be written wrongly.',
      'The date or the serial number within batch_no is not as required.',
      'Check date and serial number of the batch number, correct it and submit again.',
    ],
  },
  {
    code: 'DUPLICATE_BATCH_NO',
    actor: 'operator',
    zh: [
      '重复的批次号。',
      '该 batch_no 已经提交过，那一批可能已经处理。',
      '先用 refund_fastpay_query 查询这一批的结果；确认没有退款之后，才能换新的批次号提交。',
    ],
    en: [
      'The batch number was used before.',
      'A batch with this batch_no was submitted already and may have been carried out.',
      'First ask refund_fastpay_query for that batch; only when it refunded nothing submit under a new number.',
    ],
  },
  {
    code: 'REFUND_DATE_ERROR',
    zh: [
      '错误的退款时间。',
      'refund_date 不是 yyyy-MM-dd HH:mm:ss 形式，或者用了 12 小时制，或者与当天不符。',
      '以北京时间、24 小时制填写当前时间。',
    ],
    en: [
      'The refund time is wrong.',
      'refund_date is not yyyy-MM-dd HH:mm:ss, was written with a 12-hour clock, or is not of today.',
      'Give the current Beijing time with a 24-hour clock.',
    ],
  },
  {
    code: 'SINGLE_DETAIL_DATA_EXCEED_LIMIT',
    zh: [
      '单笔退款明细超出限制。',
      '某一条明细过长，多半是退款理由太长或退分润条目太多。',
      '缩短退款理由，或者减少该条明细中的退分润条目。',
    ],
    en: [
      'A single row exceeds the limit.',
      'One row is too long, mostly for a long reason or many royalty items.',
      'Shorten the reason, or put fewer royalty items into the row.',
    ],
  },
  {
    code: 'DETAIL_DATA_FORMAT_ERROR',
    zh: [
      '明细数据格式错误。',
      'detail_data 不符合“交易号^金额^理由”以及后接的 $ 退收费、| 退分润的格式。',
      '对照接口文档核对每条明细的分隔符、字段数和金额格式。',
    ],
    en: [
      'The rows are written wrongly.',
      'detail_data does not follow tradeNo^amount^reason, with a charge refund after $ and royalty refunds after |.',
      'Compare separators, number of fields and amounts of each row with the interface’s document.',
    ],
  },
  {
    code: 'SINGLE_DETAIL_DATA_ENCODING_NOT_SUPPORT',
    zh: [
      '单条明细的编码不支持。',
      '明细中的文字与 _input_charset 声明的编码不符，或者含有该编码没有的字符。',
      '用 _input_charset 声明的编码发送，去掉该编码没有的字符。',
    ],
    en: [
      'The encoding of a row is not supported.',
      'Text in the row is not in the charset that _input_charset declares, or has a character that it lacks.',
      'Send it in the declared charset and drop characters which that charset lacks.',
    ],
  },
  {
    code: 'BATCH_MEMO_LENGTH_EXCEED_LIMIT',
    zh: [
      '备注长度超过限制（256 字节）。',
      '退款备注按字节计算过长；一个汉字占 2 至 3 个字节。',
      '按所用编码的字节数缩短备注。',
    ],
    en: [
      'The memo is longer than allowed (256 bytes).',
      'Counted in bytes the memo is too long; a Chinese character takes two or three.',
      'Shorten it, counting bytes in the charset used.',
    ],
  },
  {
    code: 'BATCH_REFUND_LOCK_ERROR',
    actor: 'operator',
    zh: [
      '同一时间不允许多笔并发退款。',
      '同一笔交易或同一商户的另一批退款正在处理。',
      '等前一批有结果之后再提交，不要并发。',
    ],
    en: [
      'Refunds may not run side by side.',
      'Another refund of the same trade or merchant is being processed.',
      'Wait for the result of the one before, then submit; do not send them concurrently.',
    ],
  },
  {
    code: 'DUBL_TRADE_NO_IN_SAME_BATCH',
    zh: [
      '同一批退款中有两条相同的退款记录。',
      '同一个交易号在一批明细中出现了两次。',
      '合并为一条，或者把第二条放入另一批。',
    ],
    en: [
      'One batch holds the same refund twice.',
      'The same trade number stands in two rows of the batch.',
      'Join them into one row, or put the second into another batch.',
    ],
  },
  {
    code: 'DUBL_ROYALTY_IN_DETAIL',
    zh: [
      '同一条明细中有两条转入转出账户相同的分润信息。',
      '一条明细的两个退分润条目，转出方和转入方完全相同。',
      '把两个条目的金额合并为一条。',
    ],
    en: [
      'One row holds two royalty items between the same accounts.',
      'Two royalty items of a row have the same paying and the same receiving account.',
      'Join the two items, adding their amounts.',
    ],
  },
  {
    code: 'DUP_ROYALTY_REFUND_ITEM',
    zh: ['重复的退分润条目。', '同一分润在明细中被要求退还两次。', '去掉重复的条目；先查询确认该分润是否已经退过。'],
    en: [
      'A royalty refund item is doubled.',
      'The rows ask for the same royalty to be refunded twice.',
      'Drop the doubled item, after a query has shown whether that royalty was refunded already.',
    ],
  },
])

/** The trade to be refunded and who takes part in it. */
const tradeCodes = codeFamily({ ...refund, places: ['answer', 'refund-result'], scope: 'request', actor: 'operator' }, [
  {
    code: 'TRADE_NOT_EXISTS',
    zh: [
      '交易不存在。',
      '支付宝没有这个交易号，可能误填了商户订单号。',
      '核对支付宝交易号（不是商户订单号），改正后再退款。',
    ],
    en: [
      'The trade does not exist.',
      'Alipay knows no such trade number; the merchant’s own order number may have been given.',
      'Check Alipay’s trade number (not the order number), correct it, then refund.',
    ],
  },
  {
    code: 'TRADE_STATUS_ERROR',
    zh: ['交易状态不允许退款。', '交易尚未付款，或者已处于不能退款的状态。', '查询交易状态，处于可退款状态时再提交。'],
    en: [
      'The trade’s state allows no refund.',
      'The trade is not paid yet, or is in a state from which nothing can be refunded.',
      'Query the trade and submit once its state allows a refund.',
    ],
  },
  {
    code: 'TRADE_HAS_CLOSED',
    zh: [
      '交易已关闭，不允许退款。',
      '交易未付款而关闭，或者已经全额退款。',
      '查询交易：已全额退款的无需再退；其他情况线下处理。',
    ],
    en: [
      'The trade is closed and cannot be refunded.',
      'It was closed unpaid, or has been refunded in full.',
      'Query the trade: what was refunded in full needs nothing more; settle any other case outside the gateway.',
    ],
  },
  {
    code: 'TRADE_HAS_FINISHED',
    zh: [
      '交易已结束，不允许退款。',
      '交易已过可退款的期限。',
      '确认交易的退款期限；已过期限的线下退款，或者联系支付宝技术支持。',
    ],
    en: [
      'The trade is finished and cannot be refunded.',
      'The period in which it could be refunded is over.',
      'Check the refund period; when it has passed, refund outside the gateway or ask Alipay’s technical support.',
    ],
  },
  {
    code: 'TRADE_PRODUCT_TYPE_NOT_ALLOW_REFUND',
    zh: [
      '交易类型不允许退款。',
      '这种类型的交易不能通过本接口退款。',
      '确认交易是由哪种接口产生的，改用与之对应的退款方式。',
    ],
    en: [
      'Trades of this type cannot be refunded.',
      'This type of trade cannot be refunded through this interface.',
      'Find out by which interface the trade was made and refund in the way that belongs to it.',
    ],
  },
  {
    code: 'TRADE_PRODUCT_NOT_ALLOW_REFUND',
    evidence: 'one',
    zh: ['交易产品不允许退款。', '产生该交易的产品没有开放退款。', '联系支付宝确认该产品能否退款，不能的线下处理。'],
    en: [
      'The trade’s product allows no refund.',
      'The product under which the trade was made is not open for refunds.',
      'Ask Alipay whether this product can be refunded; otherwise settle it outside the gateway.',
    ],
  },
  {
    code: 'NOT_THIS_PARTNERS_TRADE',
    zh: [
      '退款明细中有不属于本商户的交易。',
      '该交易是用另一个合作者身份 ID 产生的。',
      '用产生该交易的合作者身份 ID 退款，或者改正交易号。',
    ],
    en: [
      'A row names a trade that is not this merchant’s.',
      'The trade was made under another partner ID.',
      'Refund with the partner ID that made the trade, or correct the trade number.',
    ],
  },
  {
    code: 'NOT_THIS_SELLER_TRADE',
    zh: ['不是当前卖家的交易。', '交易的卖家不是请求中给出的卖家。', '核对交易的卖家账户，改正后再退款。'],
    en: [
      'The trade is not this seller’s.',
      'The seller of the trade is not the one that the request names.',
      'Check the trade’s seller account, correct it, then refund.',
    ],
  },
  {
    code: 'SELLER_INFO_NOT_EXIST',
    zh: ['卖家信息不存在。', '请求中的卖家账户查不到。', '核对卖家的邮箱或用户号，改正后再退款。'],
    en: [
      'The seller is not known.',
      'No account was found for the seller named in the request.',
      'Check the seller’s e-mail or user ID, correct it, then refund.',
    ],
  },
  {
    code: 'SELLER_STATUS_NOT_ALLOW',
    scope: 'agent',
    actor: 'agent',
    zh: ['卖家状态不正常。', '卖家的支付宝账户被冻结、限制或尚未认证。', '请卖家到支付宝恢复账户状态，然后再退款。'],
    en: [
      'The seller’s account is not in its normal state.',
      'It is frozen, restricted or not verified.',
      'Have the seller put the account right with Alipay, then refund.',
    ],
  },
  {
    code: 'WHOLE_DETAIL_FORBID_REFUND',
    zh: [
      '整条退款明细都禁止退款。',
      '该条明细的退款、退收费、退分润都不被允许，通常是其中一项有误而连带失败。',
      '查看同一条明细的其他错误码，改正后整条重新提交。',
    ],
    en: [
      'Nothing of this row may be refunded.',
      'Neither trade, charge nor royalties of the row are allowed, mostly because one failing part takes the others with it.',
      'Look at the other codes of the same row, correct them and submit the whole row again.',
    ],
  },
  {
    code: 'BUYER_ERROR',
    scope: 'agent',
    actor: 'agent',
    evidence: 'one',
    zh: [
      '因买家的支付宝账户问题不允许退款。',
      '买家账户被冻结、注销或不能收款。',
      '请买家到支付宝恢复账户，或者与买家商定其他退款方式。',
    ],
    en: [
      'The buyer’s Alipay account prevents the refund.',
      'It is frozen, closed or unable to receive money.',
      'Have the buyer put the account right with Alipay, or agree on another way of refunding.',
    ],
  },
])

/** Amounts of the trade, the charge (收费) and the royalties (分润). */
const amountCodes = codeFamily(
  { ...refund, places: ['answer', 'refund-result'], scope: 'request', actor: 'operator' },
  [
    {
      code: 'REFUND_AMOUNT_NOT_VALID',
      zh: [
        '退款金额不合法。',
        '金额为负、小数超过两位，或者大于可退金额。',
        '以元为单位、最多两位小数，且不超过可退余额。',
      ],
      en: [
        'The refund amount is not legal.',
        'It is negative, has more than two decimals, or exceeds what can be refunded.',
        'Give yuan with at most two decimals, no more than is left to refund.',
      ],
    },
    {
      code: 'REFUND_TRADE_FEE_ERROR',
      zh: [
        '退交易金额不合法。',
        '要退的交易金额与该交易不符，例如超过已付金额。',
        '查询交易的已付与已退金额，改正后再退款。',
      ],
      en: [
        'The trade amount to be refunded is not legal.',
        'It does not fit the trade, exceeding what was paid for example.',
        'Query what was paid and refunded of the trade, correct the amount, then refund.',
      ],
    },
    {
      code: 'REFUND_SUBTRADE_FEE_ERROR',
      zh: ['退子交易金额不合法。', '组合交易中某笔子交易的退款金额超过其金额。', '按子交易分别核对可退金额。'],
      en: [
        'The amount for a sub-trade is not legal.',
        'Within a combined trade, the refund of one sub-trade exceeds its amount.',
        'Check what can be refunded for each sub-trade.',
      ],
    },
    {
      code: 'REFUND_CHARGE_FEE_ERROR',
      zh: ['退收费金额不合法。', '要退的收费金额格式不对，或者大于当初所收。', '核对当初的收费金额，改正后再退。'],
      en: [
        'The amount of the charge refund is not legal.',
        'It is written wrongly, or exceeds the charge that was taken.',
        'Compare it with the charge that was taken, correct it, then refund.',
      ],
    },
    {
      code: 'REFUND_CHARGE_FEE_GREATER_THAN_LIMIT',
      zh: ['退收费金额超过限制。', '要退的收费金额大于允许的上限。', '减少退收费金额；确需超过上限的联系支付宝。'],
      en: [
        'The charge refund exceeds the limit.',
        'More of the charge is to be refunded than is permitted.',
        'Lower the charge refund; where more is really due, ask Alipay.',
      ],
    },
    {
      code: 'NO_REFUND_CHARGE_PRIVILEDGE',
      scope: 'profile',
      zh: [
        '没有退收费的权限。',
        '商户没有开通退收费功能。（PRIVILEDGE 是原样拼写。）',
        '联系支付宝开通退收费，或者在明细中去掉退收费部分。',
      ],
      en: [
        'No right to refund charges.',
        'Refunding charges is not opened for this merchant. (PRIVILEDGE is how the code is spelt.)',
        'Have Alipay open it, or leave the charge part out of the rows.',
      ],
    },
    {
      code: 'REASON_REFUND_CHARGE_ERR',
      zh: [
        '退收费失败。',
        '处理退收费时出错，可能是账户或金额的原因。',
        '查询该笔的结果；退收费部分未成功的，查明原因后单独处理。',
      ],
      en: [
        'Refunding the charge failed.',
        'Something went wrong with the charge part, perhaps its account or amount.',
        'Query the result; where the charge part failed, find out why and settle it separately.',
      ],
    },
    {
      code: 'REFUND_ROYALTY_FEE_ERROR',
      zh: ['退分润金额不合法。', '要退的分润金额格式不对，或者大于当初的分润。', '核对当初的分润金额，改正后再退。'],
      en: [
        'The royalty amount to be refunded is not legal.',
        'It is written wrongly, or exceeds the royalty that was paid.',
        'Compare it with the royalty that was paid, correct it, then refund.',
      ],
    },
    {
      code: 'REASON_REFUND_ROYALTY_ERROR',
      zh: [
        '退分润失败。',
        '处理退分润时出错：分润方未签协议、余额不足或账户状态不正常。',
        '用 query_customer_protocol 查询分润方是否签约，并核对其余额；查明原因后再退。',
      ],
      en: [
        'Refunding a royalty failed.',
        'The royalty party has not signed, lacks funds, or its account is not in its normal state.',
        'Look the royalty party up with query_customer_protocol and check its funds; refund once the cause is known.',
      ],
    },
    {
      code: 'PWD_REFUND_NOT_ALLOW_ROYALTY',
      actor: 'developer',
      zh: [
        '有密接口不允许退分润。',
        '有密退款接口的明细中带有退分润条目。',
        '退分润使用无密退款接口 refund_fastpay_by_platform_nopwd，并须先签署协议。',
      ],
      en: [
        'The refund with password allows no royalty refunds.',
        'A row sent to the refund interface with password holds royalty items.',
        'Refund royalties with refund_fastpay_by_platform_nopwd, for which the agreement must be signed first.',
      ],
    },
    {
      code: 'RESULT_AMOUNT_NOT_VALID',
      zh: [
        '退收费、退分润或者退款的金额错误。',
        '处理时发现明细中的某个金额不合法。',
        '逐项核对该条明细的各个金额，改正后再退款。',
      ],
      en: [
        'An amount of charge, royalty or trade is wrong.',
        'While processing, one of the row’s amounts proved not to be legal.',
        'Check every amount of the row, correct it, then refund.',
      ],
    },
    {
      code: 'RESULT_FACE_AMOUNT_NOT_VALID',
      zh: ['退款票面价不能大于支付票面价。', '退票面价超过了支付时的票面价。', '按支付时的票面价核对，减少退票面价。'],
      en: [
        'The face value refunded exceeds the face value paid.',
        'More of the ticket’s face value is to be refunded than was paid.',
        'Compare it with the face value paid and lower the refund.',
      ],
    },
    {
      code: 'NANHANG_REFUND_CHARGE_AMOUNT_ERROR',
      zh: [
        '退票面价金额不合法。',
        '名称指南航：该航空公司的票面价退款规则不允许此金额。',
        '按南航的票面价规则重新计算退款金额。',
      ],
      en: [
        'The face value to be refunded is not legal.',
        'By its name a China Southern rule: that airline’s face-value rule does not allow the amount.',
        'Work out the refund anew by China Southern’s face-value rule.',
      ],
    },
    {
      code: 'REASON_TRADE_REFUND_FEE_ERR',
      zh: ['退款金额错误。', '处理退款时金额核对不通过。', '查询交易的已付与已退金额，按可退余额重新提交。'],
      en: [
        'The refund amount is wrong.',
        'The amount did not stand the check when the refund was carried out.',
        'Query what was paid and refunded of the trade and submit again within what is left.',
      ],
    },
    {
      code: 'REASON_HAS_REFUND_FEE_NOT_MATCH',
      zh: [
        '已退款金额错误。',
        '商户记录的已退金额与支付宝的不一致。',
        '查询该交易的退款记录，对账之后再决定是否退款。',
      ],
      en: [
        'The amount already refunded does not match.',
        'What was refunded so far differs between the merchant and Alipay.',
        'Query the trade’s refunds, reconcile them, and only then decide whether to refund.',
      ],
    },
    {
      code: 'REASON_REFUND_AMOUNT_LESS_THAN_COUPON_FEE',
      zh: ['红包无法部分退款。', '退款金额小于交易中使用的红包金额。', '按不小于红包的金额退款，或者全额退款。'],
      en: [
        'A coupon cannot be refunded in part.',
        'The refund is smaller than the coupon that was used in the trade.',
        'Refund at least the coupon’s amount, or everything.',
      ],
    },
  ],
)

/** Accounts that are to pay or receive. */
const accountCodes = codeFamily({ ...refund, places: ['answer', 'refund-result'], scope: 'agent', actor: 'agent' }, [
  {
    code: 'TXN_RESULT_ACCOUNT_STATUS_NOT_VALID',
    zh: ['账户状态无效。', '付款或收款一方的支付宝账户被冻结或受限。', '请账户所有人到支付宝恢复账户，然后再退款。'],
    en: [
      'An account is not in a valid state.',
      'The Alipay account that is to pay or receive is frozen or restricted.',
      'Have its owner put the account right with Alipay, then refund.',
    ],
  },
  {
    code: 'TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH',
    zh: ['账户余额不足。', '付出退款的账户可用余额不够。', '请账户所有人充值，然后再退款。'],
    en: [
      'The balance is not sufficient.',
      'The account that pays the refund has too little available.',
      'Have its owner add funds, then refund.',
    ],
  },
  {
    code: 'SELLER_CONFLICT',
    aliases: ['ELLER_CONFLICT'],
    evidence: 'one',
    zh: [
      '卖家账户的手机登录号已被释放，暂不能收付款。',
      '该手机号已归他人使用，支付宝为资金安全停止了以它登录的账户的收付款。',
      '请卖家到支付宝修改账户名，最好改用邮箱，然后再退款。',
    ],
    en: [
      'The seller’s mobile logon was released; the account can neither pay nor receive.',
      'The number has passed to somebody else, so for safety Alipay stopped payments of the account that logs on by it.',
      'Have the seller change the account’s name with Alipay, best to an e-mail, then refund.',
    ],
  },
  {
    code: 'ROYALTY_RECEIVE_EMAIL_CONFLICT',
    evidence: 'one',
    zh: [
      '分润收款账户的手机登录号已被释放，不能收付款。',
      '该手机号已归他人使用，支付宝停止了该收款账户的收付款。',
      '请分润收款方到支付宝修改账户名，最好改用邮箱，然后再退分润。',
    ],
    en: [
      'The mobile logon of the account that receives the royalty was released; it can neither pay nor receive.',
      'The number has passed to somebody else, so Alipay stopped payments of the receiving account.',
      'Have the receiving party change the account’s name with Alipay, best to an e-mail, then refund the royalty.',
    ],
  },
  {
    code: 'ROYALTY_PAY_EMAIL_CONFLICT',
    evidence: 'one',
    zh: [
      '分润付款账户的手机登录号已被释放，不能收付款。',
      '该手机号已归他人使用，支付宝停止了该付款账户的收付款。',
      '请分润付款方到支付宝修改账户名，最好改用邮箱，然后再退分润。',
    ],
    en: [
      'The mobile logon of the account that pays the royalty was released; it can neither pay nor receive.',
      'The number has passed to somebody else, so Alipay stopped payments of the paying account.',
      'Have the paying party change the account’s name with Alipay, best to an e-mail, then refund the royalty.',
    ],
  },
])

/** Alipay's processing of a refund: parts of it may have happened, so the result is asked before anything is repeated. */
const processingCodes = codeFamily(
  { ...refund, places: ['refund-result'], category: 'gateway', scope: 'request', actor: 'alipay' },
  [
    {
      code: 'BATCH_REFUND_STATUS_ERROR',
      zh: [
        '退款记录状态错误。',
        '支付宝内部的退款记录不在预期状态，可能已部分处理。',
        '不要重复提交；用 refund_fastpay_query 查询结果，并联系支付宝技术支持。',
      ],
      en: [
        'The refund’s record is in a wrong state.',
        'Inside Alipay it is not where it should be; parts may have been carried out.',
        'Do not submit it again; ask refund_fastpay_query for the result and Alipay’s technical support for help.',
      ],
    },
    {
      code: 'BATCH_REFUND_DATA_ERROR',
      zh: [
        '批量退款后数据检查错误。',
        '退款处理之后，支付宝核对数据不一致，款项可能已经退出。',
        '不要重复提交；用 refund_fastpay_query 查询结果，对账后联系支付宝技术支持。',
      ],
      en: [
        'The check after a batch refund failed.',
        'After refunding, Alipay’s data did not agree; the money may have moved.',
        'Do not submit it again; ask refund_fastpay_query for the result, reconcile, then ask Alipay’s technical support.',
      ],
    },
    {
      code: 'REFUND_TRADE_FAILED',
      zh: [
        '明细中没有退交易，而退收费和退分润失败。',
        '该条明细只退收费和分润，两者都没有成功。',
        '用 refund_fastpay_query 查询结果，查明收费与分润失败的原因后再提交。',
      ],
      en: [
        'Nothing of the trade was to be refunded, and charge and royalties failed.',
        'The row asked only for charge and royalties, and neither succeeded.',
        'Ask refund_fastpay_query for the result; submit again once the cause of both failures is known.',
      ],
    },
    {
      code: 'REFUND_FAIL',
      zh: [
        '退款失败，没有具体结果码。',
        '只在支付宝恢复意外数据、找不到原结果码时出现。',
        '不要据此重新退款；用 refund_fastpay_query 查询结果，并联系支付宝技术支持核实。',
      ],
      en: [
        'The refund failed without a result code of its own.',
        'It occurs only when Alipay restores data after an accident and finds no original code.',
        'Do not refund again on its strength; ask refund_fastpay_query for the result and have Alipay’s technical support confirm it.',
      ],
    },
  ],
)

/** Codes of the batch refund services, whose password-free form needs the agreement. S4-04 */
export const refundCodes = [...batchCodes, ...tradeCodes, ...amountCodes, ...accountCodes, ...processingCodes]
