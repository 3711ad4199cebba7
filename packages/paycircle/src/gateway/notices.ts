import type { Language } from '../base/index.js'
import type { RowId } from '../vocabulary/index.js'
import { messages } from './messages.js'

export type NoticeCode = keyof (typeof messages)['en']

/** Something about a client's set-up that its users must keep in sight. Not an error. */
export interface Notice {
  readonly code: NoticeCode
  readonly rows: readonly RowId[]
  readonly text: Readonly<Record<Language, string>>
}

export function sandboxNotice(gateway: string): Notice {
  return notice('sandbox', ['S3-13', 'Q3-12'], (language) => messages[language].sandbox(gateway))
}

export function testAccountNotice(): Notice {
  return notice('test-account-fee', ['S3-03', 'Q3-03'], (language) => messages[language]['test-account-fee'])
}

export function keyShapeNotice(): Notice {
  return notice('key-shape', ['S3-01', 'Q3-01'], (language) => messages[language]['key-shape'])
}

export function addressNotice(ip: string, filingNumber: string): Notice {
  return notice('address-bound', ['S3-05', 'Q3-04'], (language) =>
    messages[language]['address-bound'](ip, filingNumber),
  )
}

function notice(code: NoticeCode, rows: readonly RowId[], say: (language: Language) => string): Notice {
  return Object.freeze({ code, rows, text: { zh: say('zh'), en: say('en') } })
}
