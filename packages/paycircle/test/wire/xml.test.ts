import { describe, expect, it } from 'vitest'
import { parseXml, type XmlElement } from 'paycircle/wire'

const outline = ({ name, text, children }: XmlElement): unknown =>
  children.length === 0 ? [name, text] : [name, children.map(outline)]

describe('parseXml', () => {
  it('keeps elements in order, those of one name too', () => {
    expect(outline(parseXml('<a><b>1</b><c/><b>2</b><d><b>3</b></d></a>'))).toEqual([
      'a',
      [
        ['b', '1'],
        ['c', ''],
        ['b', '2'],
        ['d', [['b', '3']]],
      ],
    ])
  })

  it('resolves references and CDATA and joins the text around them', () => {
    expect(parseXml('<a>1 &lt;&amp;&gt;&quot;&apos; &#65;&#x4E2D;<![CDATA[<b>&amp;]]><!-- no --> 2</a>').text).toBe(
      `1 <&>"' A中<b>&amp; 2`,
    )
  })

  it('cuts out inner XML as it was written', () => {
    const root = parseXml('<a><b x="1">t<c>1 &amp; 2</c><c/>\r\n</b><d/><e></e><f >x</f ></a>')
    expect(root.children.map(({ innerXml }) => innerXml)).toEqual(['t<c>1 &amp; 2</c><c/>\r\n', '', '', 'x'])
    expect(root.innerXml).toBe('<b x="1">t<c>1 &amp; 2</c><c/>\r\n</b><d/><e></e><f >x</f >')
  })

  it('takes names that objects have of their own', () => {
    const root = parseXml('<__proto__ __proto__="1" constructor="2"><toString>3</toString></__proto__>')
    expect(root.name).toBe('__proto__')
    expect([...root.attributes]).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
    expect(Object.prototype).not.toHaveProperty('1')
  })

  it.each([
    ['nothing', ''],
    ['no element', '<?xml version="1.0"?>'],
    ['a wrong end tag', '<a><b></a></b>'],
    ['a missing end tag', '<a><b></b>'],
    ['a second root', '<a/><b/>'],
    ['text behind the root', '<a/>x'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>a & b</a>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['a control character', '<a>\u0001</a>'],
    ['a reference to a control character', '<a>&#0;</a>'],
    ['a lone surrogate', '<a>\uD800</a>'],
    ['a declaration that is not at the beginning', ' <?xml version="1.0"?><a/>'],
    ['a declaration inside', '<a><?xml version="1.0"?></a>'],
    ['an unfinished CDATA section', '<a><![CDATA[x</a>'],
    ['an unfinished comment', '<a><!-- x</a>'],
  ])('refuses %s', (_, text) => {
    expect(() => parseXml(text)).toThrow(expect.objectContaining({ code: 'xml-malformed' }))
  })

  it.each([
    ['doctype', '<!DOCTYPE a><a/>'],
    ['doctype', '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>'],
    ['doctype', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['processing-instruction', '<?xml-stylesheet href="x"?><a/>'],
    ['processing-instruction', '<a><?php echo 1 ?></a>'],
  ])('refuses a %s: %s', (construct, text) => {
    expect(() => parseXml(text)).toThrow(expect.objectContaining({ code: 'xml-forbidden', fields: { construct } }))
  })

  it.each([
    ['depth', '<a>'.repeat(200_000), { maxCharacters: 1_000_000 }],
    ['elements', `<a>${'<b/>'.repeat(1000)}</a>`, {}],
    ['attributes', `<a ${Array.from({ length: 17 }, (_, index) => `a${index}="1"`).join(' ')}/>`, {}],
    ['characters', `<a>${'x'.repeat(300_000)}</a>`, {}],
  ])('stops at the limit of %s', (limit, text, limits) => {
    expect(() => parseXml(text, limits)).toThrow(
      expect.objectContaining({ code: 'xml-too-large', fields: expect.objectContaining({ limit }) as unknown }),
    )
  })

  it('reads the next document as if nothing had been, after one that it refused in the middle', () => {
    expect(() => parseXml('<a x="1"><b>text<![CDATA[more')).toThrow()
    expect(outline(parseXml('<c><d>1</d></c>'))).toEqual(['c', [['d', '1']]])
    expect(outline(parseXml('<e/>'))).toEqual(['e', ''])
  })

  it('takes what just keeps the limits', () => {
    const deep = `${'<a>'.repeat(16)}${'</a>'.repeat(16)}`
    expect(parseXml(deep).name).toBe('a')
    expect(parseXml(`<a>${'<b/>'.repeat(999)}</a>`).children).toHaveLength(999)
  })
})
