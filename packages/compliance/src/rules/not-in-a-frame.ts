import {
  mayBeListed,
  type FrameEvidence,
  type PageEvidence,
  type Place,
  type ProjectEvidence,
  type SourceEvidence,
} from '../evidence/index.js'
import { isAlipayAddress, isDynamic, requestOfAddress, requestsOfPage } from '../reading/index.js'
import { defineRule, type Finding, type Sentence } from '../rule.js'

const written =
  /<i?frame\b[^<>]{0,500}\bsrc\s*=\s*["'\\]{0,2}((?:https?:)?\/\/[\w.-]{0,100}alipay[^\s"'<>\\]{0,2000})/gi

/** `frame.src = '…'`: nothing else has a page for its source. */
const becomesSource = /\.src\s*=\s*$/

/** S3-20, Q3-19, G25: Alipay's page stands in a window of its own. */
export const notInAFrame = defineRule({
  id: 'not-in-a-frame',
  severity: 'must',
  sources: ['S3-20', 'Q3-19', 'G25'],
  reads: ['page', 'request', 'source', 'project'],
  texts: {
    en: {
      claim: 'Alipay’s page is never shown inside a frame of another.',
      why: 'In a frame nobody sees whose page takes the password, browsers keep Alipay’s cookies away, and the interface fails.',
      mend: 'Open the gateway in the whole window: target="_top", or no target on a page that stands in no frame.',
    },
    zh: {
      claim: '支付宝页面不嵌入其他页面的框架中。',
      why: '在框架中用户看不到是谁的页面在收取密码，浏览器也会拦截支付宝的 Cookie，接口无法正常使用。',
      mend: '在整个窗口中打开网关：使用 target="_top"；或在不处于框架中的页面上不写 target。',
    },
  },
  *inspect(evidence) {
    switch (evidence.kind) {
      case 'page':
        yield* inPage(evidence)
        return
      case 'source':
        yield* inStrings(evidence)
        return
      case 'project':
        yield* acrossPages(evidence)
        return
      case 'request':
        if (evidence.isForFrame === true && mayBeListed(evidence))
          yield {
            place: evidence.place,
            message: { en: 'The browser asked for it for a frame.', zh: '浏览器为框架发出了该请求。' },
          }
    }
  },
})

function* inPage(page: PageEvidence): Generator<Finding> {
  for (const { address, element, place } of page.frames)
    if (showsGateway(address, place)) yield { place, message: shownBy(element) }
  const names = new Set(page.frames.flatMap(({ name }) => (name === undefined || name === '' ? [] : [name])))
  for (const { place, target } of departures(page)) if (names.has(target)) yield { place, message: goesInto(target) }
}

function* inStrings(source: SourceEvidence): Generator<Finding> {
  if (!/alipay|gateway\.do/i.test(source.document.text)) return
  const { tokens, document, structure } = source
  for (const { kind, text, start, end } of tokens) {
    if (kind !== 'string') continue
    const place = document.place(start, end)
    if (/<i?frame/i.test(text)) {
      for (const [, address] of text.slice(0, 100_000).matchAll(written))
        if (showsGateway(address, place)) yield { place, message: shownBy('iframe') }
    }
    const before = structure.slice(Math.max(0, start - source.start - 40), start - source.start)
    if (becomesSource.test(before) && showsGateway(text, place)) yield { place, message: shownBy('iframe') }
  }
}

/** Frames of one page that show another with a form to the gateway in it, or that such a form names. */
function* acrossPages({ pieces }: ProjectEvidence): Generator<Finding> {
  const pages = pieces.filter((piece) => piece.kind === 'page')
  const frames = new Map<string, PageEvidence>()
  for (const page of pages)
    for (const { name } of page.frames) if (name !== undefined && name !== '') frames.set(name, page)
  const ending = new Map<string, string>()
  for (const page of pages) {
    for (const { place, target } of departures(page)) {
      const owner = frames.get(target)
      if (owner !== undefined && owner !== page && !page.frames.some(({ name }) => name === target))
        yield { place, message: goesInto(target) }
      if (target === '' || target.toLowerCase() === '_self')
        ending.set(fileName(page.document.path), page.document.path)
    }
  }
  for (const page of pages)
    for (const { address, place } of page.frames) {
      const path = address === undefined ? undefined : ending.get(fileName(address))
      if (path === undefined || path === page.document.path || isFarAway(address)) continue
      if (!path.endsWith(ownPath(address))) continue
      const file = fileName(path)
      yield {
        place,
        message: {
          en: `The frame shows ${file}, which goes to the gateway inside it.`,
          zh: `该框架显示 ${file}，后者会在框架内前往网关。`,
        },
      }
    }
}

/** Where the page leaves for the gateway, and into which window: empty for its own. */
function departures(page: PageEvidence): readonly { place: Place; target: string }[] {
  const own = page.baseTarget ?? ''
  const linkTargets = new Map(page.links.map(({ place, target }) => [place.start, target ?? own]))
  return requestsOfPage(page)
    .filter(mayBeListed)
    .flatMap(({ form, place }) => {
      const ofForm = form?.target ?? own
      const ofButtons = form?.submitters.map(({ formTarget }) => formTarget ?? ofForm) ?? []
      const targets = form === undefined ? [linkTargets.get(place.start) ?? own] : [ofForm, ...ofButtons]
      return [...new Set(targets)].map((target) => ({ place, target }))
    })
}

function showsGateway(address: string | undefined, place: Place): boolean {
  if (address === undefined || !isAlipayAddress(address.trim()) || /[?&]qr_pay_mode=/.test(address)) return false
  return mayBeListed(requestOfAddress(address.trim(), place))
}

function isFarAway(address: string | undefined): boolean {
  return address === undefined || /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(address)
}

/** What of an address is a path in the project: without query, and without what is filled in before it. */
function ownPath(address: string | undefined): string {
  const path = (address ?? '').replace(/[?#].*$/s, '')
  const known = isDynamic(path) ? path.replace(/^.*[\uE000\uE001]/s, '') : path
  return known.replace(/^(?:\.{0,2}\/)+/, '')
}

function fileName(path: string): string {
  return ownPath(path).split('/').at(-1) ?? ''
}

function shownBy(element: FrameEvidence['element']): Sentence {
  return { en: `<${element}> shows the gateway.`, zh: `<${element}> 中显示网关。` }
}

function goesInto(target: string): Sentence {
  const name = target.slice(0, 60)
  return { en: `The gateway is opened in the frame ${name}.`, zh: `网关在框架 ${name} 中打开。` }
}
