/** How a request is signed (签名方式): MD5 with the security key (安全校验码), RSA as SHA1withRSA. */
export const signTypes = ['MD5', 'RSA'] as const

export type SignType = (typeof signTypes)[number]
