const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const special = /[&<>"']/

/** Makes text safe in HTML content and in quoted attribute values. */
export function escapeHtml(text: string): string {
  // Most values hold none of the five characters; finding that out is cheaper than replacing.
  return special.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character] ?? character) : text
}
