import { chromium, type Browser } from 'playwright-core'
import { delimiter, join } from 'node:path'
import { existsSync } from 'node:fs'

/** Debian's Chromium, headless; nothing of it calls home. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'chromium'))
    .find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('chromium is not on the path; `npm test` sees to it')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
