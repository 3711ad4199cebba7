import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Path of a file in the folder of outside vectors. */
export function vectorPath(name: string): string {
  return fileURLToPath(new URL(`../../../../test/vectors/${name}`, import.meta.url))
}

export function readVector(name: string): string {
  return readFileSync(vectorPath(name), 'utf8')
}

/** The rows of a tab-separated vector file. */
export function vectorRows(name: string): string[][] {
  return readVector(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
}
