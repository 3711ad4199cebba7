/** The socket stands beside the store that it speaks for. */
export function socketPathOf(storePath: string): string {
  return `${storePath}.sock`
}

/** The address of a socket is no longer than this on any system that we run on. */
export const maxSocketPathBytes = 103
