import { inBoth, type CatalogueRow } from './catalogue-row.js'

/** Table 4 of both documents: 接口使用规则, the rules of use. */
export const useRows: readonly CatalogueRow[] = [
  {
    id: 'S4-01',
    type: '业务操作',
    chinese: '禁止在除支付宝之外的任何网站上输入支付宝用户名和密码，然后通过httpclient的方式提交。',
    english:
      'Alipay user name and password are never entered on a site other than Alipay’s and submitted by an HTTP client.',
    reason: { zh: '避免用户的信息被泄露', en: 'or the user’s data leaks' },
    strength: 'must',
    cover: { checked: true },
  },
  ...inBoth('S4-02', 'Q4-02', {
    type: '网络',
    chinese: '确保网络顺畅',
    english: 'The network is kept smooth.',
    reason: { zh: '防止签约不成功', en: 'or a signing fails' },
    queryReason: { zh: '防止查询不成功', en: 'or a query fails' },
    cover: { rooms: ['gateway', 'cli'], checked: true },
  }),
  {
    id: 'S4-03',
    type: '接口异常',
    chinese:
      '上传文件中如果出现异常情况，请使用批量付款到银行账户-文件查询接口(bptb_file_query)进行查询，确认付款文件是否上传成功。',
    english: 'At an exception in the upload of a file, bptb_file_query tells whether the payment file arrived.',
    reason: { zh: '避免文件重复上传，导致商户重复付款。', en: 'or the file is uploaded, and paid, twice' },
    strength: 'must',
    cover: {
      notApplicable: {
        zh: '属于另一产品（批量付款到银行账户）：支付圈签约不上传文件。',
        en: 'It belongs to another product, batch payment to bank accounts: a signing uploads no file.',
      },
    },
  },
  {
    id: 'S4-04',
    type: '业务应用场景',
    chinese:
      '平台商网站使用机票cae代扣接口（选择支付渠道：信用、余额）、批量无密退款接口及机票委托冻结解冻接口时必须调用该接口方可允许使用。',
    english:
      'A platform that uses cae auto-debit (channels: credit, balance), batch password-free refund, or entrusted freezing and unfreezing must call this interface first.',
    reason: {
      zh: '本接口提供签署电子协议功能，用于退款、机票代扣协议等服务的签约协议【三方协议】，否则代理人无法完成自动退款和自动代扣功能。',
      en: 'without the three-party agreement an agent cannot be refunded or debited automatically',
    },
    strength: 'must',
    cover: { rooms: ['engine'], checked: true },
  },
  {
    id: 'S4-05',
    type: '签署者email',
    chinese: '不支持手机格式的支付宝账户',
    english: 'Alipay accounts in the form of a mobile number are not supported.',
    reason: { zh: '手机号无法唯一确认用户身份信息。', en: 'a mobile number does not identify one user' },
    strength: 'must',
    cover: { rooms: ['vocabulary', 'gateway'], checked: true },
  },
  {
    id: 'S4-06',
    type: '签约成功检测',
    chinese:
      '此接口无相关的相应页面，支付宝网页显示处理结果，无法获取实时数据。使用“查询电子协议签约接口”检测账户是否签约。',
    english:
      'This interface has no page of response; Alipay’s page shows the result, and no real-time data can be had. Whether an account has signed is asked through the query.',
    strength: 'must',
    cover: { rooms: ['lifecycle', 'engine'], checked: true },
    note: {
      zh: '表5-1却要测试“页面跳转同步返回”：返回只是线索，不是凭证。',
      en: 'Table 5-1 tests a synchronous return all the same: a return is a hint and never proof.',
    },
  },
  {
    id: 'S4-07',
    type: '签约账户类型',
    chinese: '签约代扣协议时不需要校验数字证书，签约自动退款需要安装数字证书。',
    english: 'Signing auto-debit needs no digital certificate; signing auto-refund needs one installed.',
    strength: 'must',
    cover: { rooms: ['service'] },
  },
  {
    id: 'Q4-01',
    type: '业务操作',
    chinese: '商户应该控制好调用的频率，同一查询如果连续不成功时，应该过一会儿再试，切勿重复提交同一请求。',
    english:
      'The merchant should control the rate of calls; when the same query keeps failing, it should be tried again after a while; the same request is never submitted over and over.',
    reason: { zh: '防止支付宝系统并发太多，加大系统负载。', en: 'or Alipay’s system bears too much load' },
    strength: 'must',
    cover: { rooms: ['engine', 'lifecycle'], checked: true },
    note: {
      zh: '控制频率为“应该”，不重复提交同一请求为“切勿”。',
      en: 'To control the rate is advice, not to repeat the same request is demanded.',
    },
  },
  {
    id: 'Q4-03',
    type: '接口异常',
    chinese: '查询过程中如果出现异常情况，请重新或者过一会儿进行查询。',
    english: 'At an exception during a query, query again, at once or after a while.',
    reason: { zh: '可能由于网络传输不稳定或系统交互异常', en: 'the network may be unstable, or a system disturbed' },
    strength: 'must',
    cover: { rooms: ['engine', 'lifecycle'] },
  },
  {
    id: 'Q4-04',
    type: '接口应用场景',
    chinese: '常应用于机票平台商的代理人自助查询，是否签约或者解约了支付圈自动代扣和自动退款的协议。',
    english:
      'Agents of a ticketing platform look up for themselves whether they have signed or terminated the agreements on auto-debit and auto-refund.',
    reason: {
      zh: '当出现退款失败、代扣失败等报错提示时，代理人可以实时的查询是否签署三方电子协议。',
      en: 'when a refund or a debit has failed, the agent can see at once whether the agreement is signed',
    },
    strength: 'must',
    cover: { rooms: ['service', 'engine'] },
  },
  {
    id: 'Q4-05',
    type: '接口中的业务代码：biz_type',
    chinese: 'biz_type使用固定值：10004',
    english: 'biz_type has the fixed value 10004.',
    reason: { zh: '主要应用于机票行业', en: 'it stands for the air-ticket industry' },
    strength: 'must',
    cover: { rooms: ['vocabulary'], checked: true },
  },
]
