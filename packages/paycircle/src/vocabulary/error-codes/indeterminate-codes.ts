import { codeFamily } from './family.js'

/** 特殊错误码, special error codes: the operation may have succeeded and its answer been lost. S3-21, Q3-20 */
export const indeterminateCodes = codeFamily(
  {
    services: ['gateway'],
    places: ['signing-page', 'error-page', 'answer'],
    category: 'indeterminate',
    scope: 'agent',
    actor: 'operator',
    evidence: 'documents',
    rows: ['S3-21', 'Q3-20'],
  },
  [
    {
      code: 'UNKNOWN_EXCEPTION',
      outcome: 'indeterminate',
      stopsEverything: true,
      zh: [
        '未知异常：操作结果不明。',
        '操作可能已经成功，只是结果在传输途中丢失。',
        '停止后续一切操作。签约：用 query_customer_protocol 查询签约状态；查询：过一会儿重新查询。仍无结果时联系支付宝技术支持。',
      ],
      en: [
        'Unknown exception: nobody knows what came of the operation.',
        'It may well have succeeded and only its result been lost in transmission.',
        'Stop all further operations. After a signing, ask query_customer_protocol for the state; after a query, query again later. If that settles nothing, ask Alipay’s technical support.',
      ],
    },
    {
      code: 'GENERIC_FAILURE',
      outcome: 'indeterminate',
      stopsEverything: true,
      zh: [
        '一般性失败：支付宝未说明原因，操作结果不明。',
        '名称虽为失败，操作仍可能已经成功，只是结果在传输途中丢失。',
        '停止后续一切操作，不要当作失败处理。签约：用 query_customer_protocol 查询签约状态；查询：过一会儿重新查询。仍无结果时联系支付宝技术支持。',
      ],
      en: [
        'Generic failure: Alipay gives no reason, and the result of the operation is unknown.',
        'For all its name the operation may have succeeded and only its result been lost in transmission.',
        'Stop all further operations and do not treat it as a failure. After a signing, ask query_customer_protocol for the state; after a query, query again later. If that settles nothing, ask Alipay’s technical support.',
      ],
    },
    {
      code: 'SYSTEM_ERROR',
      outcome: 'indeterminate',
      stopsEverything: true,
      zh: [
        '支付宝系统错误：操作结果不明。',
        '支付宝内部出错，操作可能在出错之前已经完成。',
        '停止后续一切操作。签约：用 query_customer_protocol 查询签约状态；查询：过一会儿重新查询。仍无结果时联系支付宝技术支持。',
      ],
      en: [
        'System error at Alipay: nobody knows what came of the operation.',
        'Something failed inside Alipay, possibly after the operation was already done.',
        'Stop all further operations. After a signing, ask query_customer_protocol for the state; after a query, query again later. If that settles nothing, ask Alipay’s technical support.',
      ],
    },
  ],
)
