import fc from 'fast-check'
import { Secret } from 'paycircle/internal/base'
import { describe, expect, it } from 'vitest'
import { createProfile } from '../../../src/profiles/index.js'
import { Frame, gap } from '../../../src/service/pages/frame.js'
import { html, Html } from '../../../src/service/pages/html.js'
import { platformOf } from '../../../src/service/pages/platform.js'
import { createStartPages } from '../../../src/service/pages/start-page-frames.js'
import { startPage } from '../../../src/service/pages/start-page.js'
import { timeOf } from '../../../src/service/pages/times.js'

const textOfBytes = (bytes: string) => Buffer.from(bytes, 'latin1').toString('utf8')
const anyText = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '@', '王', '😀', '/') })

describe('a page with gaps', () => {
  it('is what the template would have been, whatever stands in the gaps', () => {
    const names = ['title', 'name'] as const
    const page = (title: string, name: string) => html`<a title="${title}">签约 ${name}</a>${title}`.text
    const frame = new Frame(page(gap('title'), gap('name')), names)
    fc.assert(
      fc.property(anyText, anyText, (title, name) => {
        expect(textOfBytes(frame.fill({ title, name }))).toBe(page(title, name))
      }),
    )
  })

  it('lets markup through as it is, and refuses a page with a gap that nothing fills', () => {
    const frame = new Frame(`<p>${gap('time')}</p>`, ['time'])
    expect(frame.fill({ time: new Html('<time>1</time>') })).toBe('<p><time>1</time></p>')
    expect(() => new Frame(`<p>${gap('other')}</p>`, ['time'])).toThrow('every gap has a value')
  })
})

describe('a start page made from a frame', () => {
  const profileNamed = (name: string) =>
    createProfile({
      id: 'demo',
      name,
      partner: '2088000000000001',
      key: Secret.fromText('x'.repeat(32)),
      contact: { name: '王芳', phone: '021-5555 0100' },
    })
  const now = Date.UTC(2026, 0, 1)
  const contextOf = (profile: ReturnType<typeof profileNamed>, language: 'zh' | 'en', chosen: boolean, path: string) =>
    ({
      locale: { language, chosen },
      path,
      now,
      mode: 'test',
      timeZone: 'Asia/Shanghai',
      platform: platformOf(profile),
    }) as const

  it('is the page that the template makes, for every language, scope, account and address', () => {
    const profile = profileNamed('示例 & Söhne')
    const pages = createStartPages()
    fc.assert(
      fc.property(
        fc.constantFrom('zh', 'en'),
        fc.boolean(),
        fc.constantFrom('both', 'auto-refund'),
        anyText,
        fc.constantFrom('/s/a-b_c', '/s/a?x=1', '/s/a?x=1?&y=<'),
        fc.nat(1e9),
        (language, chosen, scope, account, path, expiresAt) => {
          const context = contextOf(profile, language, chosen, path)
          const made = pages(context, {
            profile,
            signing: { scope, expiresAt },
            agreement: { accountAsGiven: account },
          })
          const validUntil = timeOf(expiresAt, context.timeZone)
          const wanted = startPage(context, { refundOnly: scope === 'auto-refund', account, validUntil })
          expect(textOfBytes(made)).toBe(wanted)
        },
      ),
    )
  })

  it('tells of a profile as it is since it was changed', () => {
    const pages = createStartPages()
    const made = (profile: ReturnType<typeof profileNamed>) =>
      pages(contextOf(profile, 'en', false, '/s/a'), {
        profile,
        signing: { scope: 'both', expiresAt: now },
        agreement: { accountAsGiven: 'a@example.com' },
      })
    expect(made(profileNamed('Before'))).toContain('A page of Before')
    expect(made(profileNamed('After'))).toContain('A page of After')
  })
})
