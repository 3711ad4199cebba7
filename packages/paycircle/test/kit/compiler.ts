import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const kit = fileURLToPath(new URL('../..', import.meta.url))

/** What the compiler says about programs that import the kit by name; `paths` where it is not found as packages are. */
export function complaints(files: readonly string[], paths?: Readonly<Record<string, string[]>>): string[] {
  const program = ts.createProgram(files, {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    typeRoots: [join(dirname(dirname(kit)), 'node_modules', '@types')],
    ...(paths === undefined ? {} : { paths }),
  })
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file !== undefined && files.some((one) => file.fileName === one))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}
