import type { Language } from 'paycircle/internal/base'

/** A piece of a sentence in both languages. */
export type Words = Readonly<Record<Language, string>>
