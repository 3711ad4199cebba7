import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const kit = fileURLToPath(new URL('../..', import.meta.url))
const workspace = dirname(dirname(kit))

export interface Ran {
  readonly stdout: string
  readonly stderr: string
}

/** A project somewhere else that has the packed kit installed, and nothing of this repository in sight. */
export interface PackedKit {
  readonly folder: string
  /** What is in the tarball. */
  readonly files: readonly string[]
  /** Runs a program of that project; the name's ending says whether it is ESM (.mjs) or CommonJS (.cjs). */
  run(name: string, text: string, environment?: Readonly<Record<string, string>>): Promise<Ran>
  remove(): void
}

/**
 * Builds and packs the kit as npm would publish it, and unpacks the tarball into a project. Its dependencies are linked
 * from the workspace, at the versions that its own manifest pins: nothing comes from a network.
 */
export function installPackedKit(): PackedKit {
  const project = mkdtempSync(join(tmpdir(), 'paycircle-packed-'))
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  execFileSync(process.execPath, [compiler, '-b', kit, 'tools'], { cwd: workspace, stdio: 'pipe' })
  execFileSync(process.execPath, [join('tools', 'dist', 'bundle-kit.js')], { cwd: workspace, stdio: 'pipe' })
  execFileSync('npm', ['pack', '--silent', '--offline', '--pack-destination', project], { cwd: kit, stdio: 'pipe' })
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? ''
  const files = execFileSync('tar', ['-tzf', join(project, tarball)], { encoding: 'utf8' })
    .trim()
    .split('\n')
  const modules = join(project, 'node_modules')
  mkdirSync(join(modules, 'paycircle'), { recursive: true })
  execFileSync('tar', ['-xzf', join(project, tarball), '-C', join(modules, 'paycircle'), '--strip-components=1'])
  const manifest = readManifest(join(modules, 'paycircle'))
  for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
    const installed = join(workspace, 'node_modules', name)
    if (readManifest(installed).version !== version) throw new Error(`${name} is installed in another version`)
    symlinkSync(installed, join(modules, name))
  }
  return {
    folder: project,
    files,
    run(name, text, environment = {}) {
      writeFileSync(join(project, name), text)
      return new Promise((resolve, reject) => {
        const options = { cwd: project, env: { PATH: process.env.PATH ?? '', ...environment }, timeout: 30_000 }
        execFile(process.execPath, [name], options, (error, stdout, stderr) => {
          if (error === null) resolve({ stdout, stderr })
          else reject(new Error(`${name} failed: ${stderr}`, { cause: error }))
        })
      })
    },
    remove: () => rmSync(project, { recursive: true, force: true }),
  }
}

interface Manifest {
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}
