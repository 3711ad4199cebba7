import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../peers/', import.meta.url))

/** Installs the packages that are measured against, once; their install scripts are not run. */
export function installPeers(): void {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return
  const installed = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (installed.status !== 0) throw new Error('the peers could not be installed into bench/peers')
}

/** A peer's module; peers have no types of ours, the caller states what it uses. */
export function peer(name: string): unknown {
  return createRequire(`${folder}package.json`)(name)
}

export const peersFolder = folder
