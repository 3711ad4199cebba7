import type { Language } from 'paycircle/internal/base'
import type { Charset } from 'paycircle/internal/vocabulary'
import type { Answer } from '../answers.js'
import { messages, type Texts } from '../messages.js'
import { markup, type Markup } from './markup.js'
import { stylesheetPath } from './stylesheet.js'

/** What every page is told about its reader. */
export interface Reader {
  readonly language: Language
  readonly texts: Texts
  /** Path and query of the page itself, for the language switch. */
  readonly url: string
}

export interface PageContent {
  readonly title: string
  readonly main: Markup
  /** 200 where left out. */
  readonly status?: number
  /** For pages that are mostly a table. */
  readonly wide?: boolean
  readonly code?: string
}

/** No script, no frame, no style from elsewhere; forms go back to where they came from. S3-20 */
const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

export function readerOf(url: string, language: Language): Reader {
  return { language, texts: messages[language], url }
}

/** A whole page: banner, language switch, content. */
export function page(reader: Reader, content: PageContent): Answer {
  const { language } = reader
  return {
    status: content.status ?? 200,
    mediaType: 'text/html',
    charset: 'utf-8',
    headers: { ...pageHeaders, 'Content-Language': tagOf(language), Vary: 'Accept-Language' },
    ...(content.code === undefined ? {} : { code: content.code }),
    text: (declared) => written(reader, content, declared).text,
  }
}

function written({ language, texts, url }: Reader, content: PageContent, declared: Charset): Markup {
  const other: Language = language === 'zh' ? 'en' : 'zh'
  const tag = tagOf(other)
  return markup`<!DOCTYPE html>
<html lang="${tagOf(language)}">
<head>
<meta charset="${declared}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.title} · ${texts.siteName}</title>
<link rel="stylesheet" href="${stylesheetPath}">
</head>
<body>
<a class="skip" href="#content">${texts.skipToContent}</a>
<header>
<p class="banner">${texts.banner} <span lang="${tag}">${messages[other].banner}</span></p>
<nav aria-label="${texts.languageSwitch}"><a href="${withLanguage(url, other)}" lang="${tag}" hreflang="${tag}">${texts.otherLanguage}</a></nav>
</header>
<main id="content" class="${content.wide === true ? 'wide' : 'narrow'}">
${content.main}
</main>
</body>
</html>
`
}

function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en'
}

/** The same address with the language chosen; a choice made before is replaced. */
export function withLanguage(url: string, language: Language): string {
  const [path, query = ''] = url.split('?', 2)
  const kept = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('lang='))
  return `${path ?? '/'}?${[...kept, `lang=${language}`].join('&')}`
}
