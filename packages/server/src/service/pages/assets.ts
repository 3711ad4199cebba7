import { createHash } from 'node:crypto'
import { statusScript } from './status-script.js'
import { stylesheet } from './stylesheet.js'

/** A file that the pages name by its content, so that browsers may keep it for good. */
export interface Asset {
  readonly path: string
  readonly contentType: string
  readonly body: Buffer
}

function asset(extension: string, contentType: string, text: string): Asset {
  const body = Buffer.from(text.trimStart(), 'utf8')
  const name = createHash('sha256').update(body).digest('hex').slice(0, 16)
  return { path: `/assets/${name}.${extension}`, contentType, body }
}

export const stylesheetAsset = asset('css', 'text/css; charset=utf-8', stylesheet)
export const statusScriptAsset = asset('js', 'text/javascript; charset=utf-8', statusScript)
export const assets: readonly Asset[] = [stylesheetAsset, statusScriptAsset]
