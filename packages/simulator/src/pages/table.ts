import { markup, type Markup } from './markup.js'

/** A table that scrolls by itself where it is too wide; rows begin with their heading. */
export function table(name: string, columns: readonly string[], rows: readonly Markup[]): Markup {
  return markup`<div class="scroll" role="region" aria-label="${name}" tabindex="0">
<table>
<thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>
</div>`
}
