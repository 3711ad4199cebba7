import type { Document, FrameEvidence, LinkEvidence, PageEvidence } from '../evidence/index.js'
import { writtenAs } from './form-controls.js'
import { holdsRawText, readMarkup, type MarkupHandler, type Tag } from './markup.js'
import { PageForms, type OpenForm } from './page-forms.js'
import { ScriptWords } from './script-words.js'
import { maskTemplateCode, type TemplateRegion } from './template-code.js'
import { TypedFields } from './typed-fields.js'

/** A page as read, with what other readers need of it. */
export interface ReadPage {
  readonly page: PageEvidence
  /** Server code in it. */
  readonly regions: readonly TemplateRegion[]
  /** Text of `script` elements without `src`. */
  readonly scripts: readonly Extent[]
}

interface Extent {
  readonly start: number
  readonly end: number
}

/**
 * Reads a page as a browser would: a form owns the controls between its tags, whatever tables stand between, and those
 * that name it by a `form` attribute; disabled, unnamed and unchecked controls are not sent; of two attributes of one
 * name the first counts.
 */
export function readPage(document: Document): ReadPage {
  const { html, regions } = maskTemplateCode(document.text)
  const reader = new PageReader(document, regions)
  readMarkup(html, reader)
  return { page: reader.finish(), regions, scripts: reader.scripts }
}

/** Scripts that are data or templates, and run by nobody. */
const noScript = /json|template|text\/html/i

class PageReader implements MarkupHandler {
  readonly scripts: Extent[] = []
  readonly #forms: PageForms
  readonly #frames: FrameEvidence[] = []
  readonly #links: LinkEvidence[] = []
  readonly #fields = new TypedFields<OpenForm>()
  readonly #scriptWords = new ScriptWords()
  #baseAddress: string | undefined
  #baseTarget: string | undefined
  /** The element whose content is text, and what of it has gone by. */
  #raw: { readonly tag: Tag; text: string } | undefined

  constructor(
    private readonly document: Document,
    regions: readonly TemplateRegion[],
  ) {
    this.#forms = new PageForms(document, regions)
  }

  start(tag: Tag): void {
    this.#fields.start(tag, this.#forms.owner, this.document.place(tag.start, tag.end))
    this.#forms.start(tag)
    if (holdsRawText(tag.name)) this.#raw = { tag, text: '' }
    this.#look(tag)
  }

  end(name: string, at: number): void {
    this.#fields.end(name)
    if (this.#raw?.tag.name === name) this.#endRaw(at)
    else this.#forms.end(name)
  }

  text(characters: string, at: number): void {
    if (this.#raw !== undefined) {
      this.#raw.text += characters
      return
    }
    this.#fields.text(characters)
    this.#forms.text(characters, at)
  }

  finish(): PageEvidence {
    this.#endRaw(this.document.text.length)
    const forms = this.#forms.finish(this.#scriptWords)
    return {
      kind: 'page',
      document: this.document,
      forms: [...forms.values()],
      frames: this.#frames,
      fields: this.#fields.fields((form) => forms.get(form)),
      links: this.#links,
      baseAddress: this.#baseAddress,
      baseTarget: this.#baseTarget,
    }
  }

  #endRaw(at: number): void {
    const raw = this.#raw
    this.#raw = undefined
    if (raw?.tag.name === 'textarea') this.#forms.textarea(raw.tag, raw.text)
    if (raw?.tag.name !== 'script') return
    if (raw.tag.attribute('src') !== undefined) this.#scriptWords.addForeign()
    else if (!noScript.test(raw.tag.attribute('type') ?? '')) {
      this.scripts.push({ start: raw.tag.end, end: at })
      this.#scriptWords.add(this.document.text.slice(raw.tag.end, at))
    }
  }

  /** Links, frames, and where both open by default. */
  #look(tag: Tag): void {
    const place = this.document.place(tag.start, tag.end)
    const target = tag.attribute('target')
    switch (tag.name) {
      case 'base':
        this.#baseAddress ??= tag.attribute('href')
        this.#baseTarget ??= target
        return
      case 'a':
      case 'area': {
        const address = writtenAs(tag, 'href')
        if (address !== undefined) this.#links.push({ address, target, place })
        return
      }
      case 'iframe':
      case 'frame':
      case 'object':
      case 'embed': {
        const address = writtenAs(tag, tag.name === 'object' ? 'data' : 'src')
        this.#frames.push({ element: tag.name, name: tag.attribute('name'), address, place })
        return
      }
      default:
    }
  }
}
