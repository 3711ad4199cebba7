/**
 * Where a profile's calls go: `sandbox` the simulator on loopback; `test` Alipay's gateway with an Alipay test account,
 * at which a charge costs 3 % (S3-03); `live` Alipay's gateway with the contracted account.
 */
export const modes = ['sandbox', 'test', 'live'] as const

export type Mode = (typeof modes)[number]

/** Whose account a partner ID is: Alipay's test account (测试账号) or the contracted one (签约账号). S3-03, Q3-03 */
export const accountClasses = ['test', 'contracted'] as const

export type AccountClass = (typeof accountClasses)[number]
