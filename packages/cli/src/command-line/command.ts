import type { ExitCode } from '../exit-code.js'
import type { Invocation } from '../invocation.js'
import type { Words } from '../words.js'

interface OptionBase {
  readonly help: Words
  readonly required?: boolean
}

export type OptionDefinition =
  | (OptionBase & { readonly kind: 'flag' })
  | (OptionBase & { readonly kind: 'text'; readonly placeholder: string })
  /** A text that may be given up to `most` times. */
  | (OptionBase & { readonly kind: 'texts'; readonly placeholder: string; readonly most: number })
  | (OptionBase & { readonly kind: 'choice'; readonly choices: readonly string[] })
  | (OptionBase & {
      readonly kind: 'integer'
      readonly placeholder: string
      readonly min: number
      readonly max: number
    })
  /** A date or an RFC 3339 time; read as UTC milliseconds. */
  | (OptionBase & { readonly kind: 'time'; readonly placeholder: string })

export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>

interface Given<Definition> {
  readonly value: Definition extends { kind: 'choice'; choices: readonly (infer Choice)[] }
    ? Choice
    : Definition extends { kind: 'flag' }
      ? boolean
      : Definition extends { kind: 'integer' | 'time' }
        ? number
        : Definition extends { kind: 'texts' }
          ? readonly string[]
          : string
}

type IsAlwaysThere<Definition> = Definition extends { required: true } | { kind: 'flag' | 'texts' } ? true : false

/** What a command gets of its options: a flag or list is always there, anything else may be left out. */
export type OptionValues<Options extends OptionDefinitions> = {
  readonly [Name in keyof Options]: IsAlwaysThere<Options[Name]> extends true
    ? Given<Options[Name]>['value']
    : Given<Options[Name]>['value'] | undefined
}

export interface ArgumentDefinition {
  readonly name: string
  readonly required: boolean
  /** It may be given several times. */
  readonly repeats?: true
  readonly help: Words
}

/** Options by name, and under `argument` the one thing that stands without a name; under `all` every one of them. */
export interface CommandInput<Options extends OptionDefinitions> {
  readonly options: OptionValues<Options>
  readonly argument: string | undefined
  readonly all: readonly string[]
}

export interface CommandDefinition {
  /** As typed: `query`, `log list`. */
  readonly name: string
  readonly summary: Words
  /** What a person needs to know beyond the options; paragraphs. */
  readonly details: Words
  readonly example: string
  readonly options: OptionDefinitions
  readonly argument?: ArgumentDefinition
  /** Loads the command's code only when it runs. */
  readonly run: (invocation: Invocation, input: CommandInput<OptionDefinitions>) => Promise<ExitCode>
}

interface CommandParts<Options extends OptionDefinitions> extends Omit<CommandDefinition, 'options' | 'run'> {
  readonly options: Options
  readonly load: () => Promise<(invocation: Invocation, input: CommandInput<Options>) => Promise<ExitCode>>
}

/** Ties a command's options to the input that its code takes. */
export function defineCommand<const Options extends OptionDefinitions>(
  parts: CommandParts<Options>,
): CommandDefinition {
  const { load, ...rest } = parts
  return {
    ...rest,
    run: async (invocation, input) => (await load())(invocation, input as CommandInput<Options>),
  }
}
