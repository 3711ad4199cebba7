type Document = 'S' | 'Q'
type Table = 3 | 4 | 5

/**
 * A numbered requirement of Alipay's two documents: document (`S` 支付圈签约接口, `Q` 支付圈签约查询接口), table, number.
 * `S3-06` is the sixth row of table 3 of the document on signing.
 */
export type RowId = `${Document}${Table}-${number}` | `${Document}${Table}-0${number}`
