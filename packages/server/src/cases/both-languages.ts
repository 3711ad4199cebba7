import type { Language } from 'paycircle/internal/base'

export function bothLanguages(say: (language: Language) => string): { readonly zh: string; readonly en: string } {
  return { zh: say('zh'), en: say('en') }
}
