import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html } from '../../../src/service/pages/html.js'

describe('a page template', () => {
  it('escapes every value that is no markup of its own, also in lists', () => {
    const { text } = html`<p title="${'"'}">${'<'}${[html`<b>${'&'}</b>`, '>']}${7}${undefined}</p>`
    expect(text).toBe('<p title="&quot;">&lt;<b>&amp;</b>&gt;7</p>')
  })

  it('lets no value end its element or its attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ' ', '/') }), (value) => {
        const inside = html`${value}`.text
        expect(inside).not.toMatch(/[<>"']/)
        expect(html`<i>${html`${value}`}</i>`.text).toBe(`<i>${inside}</i>`)
      }),
    )
  })
})
