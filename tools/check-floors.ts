import { readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import ts from 'typescript'
import { packageOwners, packageRooms, pureModules, pureRooms, rooms, type Room } from './floors.js'

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** What breaks the table, a line each; empty where nothing does. */
export function floorViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const room = roomOfPath(file.path)
    if (room === undefined) return [`${file.path}: stands in no room of tools/floors.ts`]
    return importsOf(file).flatMap((specifier) => violation(file, room, specifier) ?? [])
  })
}

function violation(file: SourceFile, from: Room, specifier: string): string | undefined {
  const target = specifier.startsWith('.') ? roomOfRelative(file.path, specifier) : roomOfPackage(specifier)
  if (target !== undefined) {
    if (target === from.name) return undefined
    if (!allows(from, target)) return `${file.path}: ${from.name} may not import ${target} (${specifier})`
    return entersByTheFace(specifier) ? undefined : `${file.path}: import the face of ${target}, not ${specifier}`
  }
  const module = moduleOf(specifier)
  if (packageOwners[module]?.includes(from.name) === false) {
    return `${file.path}: ${from.name} may not use ${module}`
  }
  if (pureRooms.includes(from.name) && module.startsWith('node:') && !pureModules.includes(module)) {
    return `${file.path}: ${from.name} is pure and may not use ${module}`
  }
  return undefined
}

function allows(from: Room, target: string): boolean {
  if (from.mayImport.includes(target)) return true
  const floor = rooms.find((room) => room.name === target)?.floor
  return from.mayImport.includes('*') && floor !== undefined && floor < from.floor
}

function entersByTheFace(specifier: string): boolean {
  return !specifier.startsWith('.') || specifier.endsWith('/index.js')
}

function roomOfPath(path: string): Room | undefined {
  return rooms
    .filter((room) => path.startsWith(`${room.path}/`))
    .sort((a, b) => b.path.length - a.path.length)
    .at(0)
}

function roomOfRelative(path: string, specifier: string): string {
  const target = normalize(join(dirname(path), specifier))
  return roomOfPath(target)?.name ?? `a folder without a room: ${target}`
}

function roomOfPackage(specifier: string): string | undefined {
  for (const { specifier: pattern, room } of packageRooms) {
    const match = pattern.exec(specifier)
    if (match !== null) return room(match)
  }
  return specifier.startsWith('paycircle') ? `a room that no package offers: ${specifier}` : undefined
}

function moduleOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier.split('/')[0] ?? specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Every module that the file names: imports, exports from, dynamic imports, requires, types. */
function importsOf(file: SourceFile): readonly string[] {
  return ts.preProcessFile(file.text, true, true).importedFiles.map((reference) => reference.fileName)
}

/** Reads the TypeScript sources of every room, tests left out: they may cross floors. */
export function readSources(root: string): readonly SourceFile[] {
  const paths = ts.sys.readDirectory(root, ['.ts', '.tsx'], ['**/node_modules', '**/dist', '**/test', '*.config.ts'])
  return paths.map((path) => ({
    path: relative(root, path).replaceAll('\\', '/'),
    text: readFileSync(path, 'utf8'),
  }))
}
