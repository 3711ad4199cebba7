import type { Document, Place } from './document.js'

/** A control of a form that a browser would send. */
export interface FormControl {
  readonly name: string
  readonly value: string
  readonly element: 'input' | 'button' | 'select' | 'textarea'
  /** `hidden`, `text`, `password`, `submit` …, in lower case. */
  readonly type: string
  /** Name or value is filled in when the page is made, or may be by a script. */
  readonly dynamic: boolean
  /** How the value attribute is written; `none` where there is none, or it is no attribute. */
  readonly quotes: 'double' | 'single' | 'unquoted' | 'none'
  readonly place: Place
}

/** A button by which a form can be submitted, with what it changes. */
export interface FormSubmitter {
  /** Empty where it has none, and so adds no parameter. */
  readonly name: string
  /** An `image` sends where it was clicked, whether it has a name or none. */
  readonly type: 'submit' | 'image'
  readonly value: string
  readonly formAction?: string
  readonly formMethod?: string
  readonly formTarget?: string
  readonly place: Place
}

/** A form with everything that belongs to it, by nesting or by a `form` attribute, as a browser settles it. */
export interface FormEvidence {
  /** As written; undefined where there is none: the page itself. */
  readonly action: string | undefined
  readonly method: string
  readonly target: string | undefined
  readonly encoding: string | undefined
  readonly acceptCharset: string | undefined
  /** Controls that would be sent whatever button is pressed, in order. */
  readonly controls: readonly FormControl[]
  readonly submitters: readonly FormSubmitter[]
  /** Template code among its controls that writes a field against forged requests: `@csrf`, `{% csrf_token %}`. */
  readonly csrfTokens: readonly Place[]
  /** A template statement stands among its controls or a script makes elements, so there may be more of them. */
  readonly mayHoldMore: boolean
  readonly place: Place
}

/** An element that shows another page inside this one. */
export interface FrameEvidence {
  readonly element: 'iframe' | 'frame' | 'object' | 'embed'
  readonly name: string | undefined
  readonly address: string | undefined
  readonly place: Place
}

/** A field into which people type, wherever it stands. */
export interface FieldEvidence {
  readonly name: string
  readonly type: string
  /** Label, placeholder, title. */
  readonly label: string
  /** The text since the field before it, its end only: what a table of an old page asks for. */
  readonly before: string
  /** The form around it. */
  readonly form: FormEvidence | undefined
  readonly place: Place
}

export interface LinkEvidence {
  readonly address: string
  readonly target: string | undefined
  readonly place: Place
}

/** An HTML page, or the template of one. */
export interface PageEvidence {
  readonly kind: 'page'
  readonly document: Document
  readonly forms: readonly FormEvidence[]
  readonly frames: readonly FrameEvidence[]
  readonly fields: readonly FieldEvidence[]
  readonly links: readonly LinkEvidence[]
  /** The `href` of a `base` element, to which relative addresses belong. */
  readonly baseAddress: string | undefined
  /** The `target` of a `base` element. */
  readonly baseTarget: string | undefined
}
