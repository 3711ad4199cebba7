/** The two languages in which everything is said. */
export type Language = 'zh' | 'en'

export const languages: readonly Language[] = ['zh', 'en']

/**
 * Chinese where the tag of an environment (`zh_CN.UTF-8`) or browser (`zh-Hans`) says so, English where it names
 * another language, undefined where it names none (`C`, `POSIX`, empty).
 */
export function languageOfTag(tag: string | undefined): Language | undefined {
  const primary = /^[a-z]{2,8}(?=$|[-_.@])/i.exec(tag?.trim() ?? '')?.[0].toLowerCase()
  if (primary === undefined || primary === 'posix') return undefined
  return primary === 'zh' ? 'zh' : 'en'
}

/**
 * The language that an `Accept-Language` header prefers, `fallback` where it names neither of ours.
 *
 * Quality values are honoured, the earlier entry wins among equals, `q=0` excludes.
 */
export function languageOfHeader(header: string | undefined, fallback: Language): Language {
  if (header === undefined) return fallback
  let best: { language: Language; quality: number } | undefined
  for (const part of header.slice(0, 1000).split(',')) {
    const [tag, ...settings] = part.split(';')
    const primary = tag?.trim().toLowerCase().split('-')[0]
    if (primary !== 'zh' && primary !== 'en') continue
    const given = settings
      .map((setting) => /^\s*q=([\d.]+)\s*$/.exec(setting)?.[1])
      .find((value) => value !== undefined)
    const quality = given === undefined ? 1 : Number(given)
    if (quality > 0 && quality > (best?.quality ?? 0)) best = { language: primary, quality }
  }
  return best?.language ?? fallback
}
