/** A path of ours, never another site's: `//elsewhere` and `/\elsewhere` would lead away. */
export function ownPath(wish: unknown): string {
  return typeof wish === 'string' && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wish) && wish.length < 2000 ? wish : '/'
}
