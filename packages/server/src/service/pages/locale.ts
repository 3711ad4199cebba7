import { languageOfHeader, type Language } from 'paycircle/internal/base'

/** In which language a page speaks, and whether somebody chose it by `?lang=`. */
export interface Locale {
  readonly language: Language
  readonly chosen: boolean
}

/**
 * The page's language: `?lang=` where it names one of ours, else what the browser prefers, else Chinese, which is what
 * agents speak.
 */
export function localeOf(chosen: unknown, acceptLanguage: string | undefined): Locale {
  if (chosen === 'zh' || chosen === 'en') return { language: chosen, chosen: true }
  return { language: languageOfHeader(acceptLanguage, 'zh'), chosen: false }
}

/** A link to one of our own pages that keeps a chosen language. */
export function linkIn(locale: Locale, path: string): string {
  return locale.chosen ? withLanguage(path, locale.language) : path
}

export function withLanguage(path: string, language: Language): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${language}`
}
