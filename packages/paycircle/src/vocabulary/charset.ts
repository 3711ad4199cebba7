/** The charsets (编码格式) that `_input_charset` may name. */
export const charsets = ['utf-8', 'gbk', 'gb2312'] as const

export type Charset = (typeof charsets)[number]

/** The charset that a name means, whatever its case; undefined for any that the gateway does not take. */
export function charsetNamed(name: string): Charset | undefined {
  const lower = name.toLowerCase()
  return charsets.find((charset) => charset === lower)
}
