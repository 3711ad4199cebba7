import { languageOfTag, type Language } from 'paycircle/internal/base'

/**
 * The language of a run: `--lang`, then PAYCIRCLE_LANG, then LANG; English where none says Chinese.
 *
 * Told from the raw arguments, so that errors in reading them are told in it too. A `--lang` of neither language is
 * such an error, and is told in the environment's language.
 */
export function languageOf(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  return (
    languageOfTag(valueOfLang(argv)) ??
    languageOfTag(environment.PAYCIRCLE_LANG) ??
    languageOfTag(environment.LANG) ??
    'en'
  )
}

function valueOfLang(argv: readonly string[]): string | undefined {
  const index = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  if (index === -1) return undefined
  const word = argv[index] ?? ''
  return word === '--lang' ? argv[index + 1] : word.slice('--lang='.length)
}
