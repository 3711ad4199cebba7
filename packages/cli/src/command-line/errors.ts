import { defineErrors } from 'paycircle/internal/base'
import type { Words } from '../words.js'

interface CommandLineErrors {
  readonly 'usage-command-missing': object
  readonly 'usage-subcommand-missing': { readonly command: string; readonly choices: readonly string[] }
  readonly 'usage-unknown-command': { readonly command: string; readonly suggestion: string | undefined }
  readonly 'usage-unknown-option': {
    readonly option: string
    readonly command: string
    readonly suggestion: string | undefined
  }
  readonly 'usage-secret-in-arguments': { readonly option: string }
  readonly 'usage-option-value-missing': { readonly option: string }
  readonly 'usage-option-takes-no-value': { readonly option: string }
  readonly 'usage-option-choice': { readonly option: string; readonly choices: readonly string[] }
  readonly 'usage-option-integer': { readonly option: string; readonly min: number; readonly max: number }
  readonly 'usage-option-time': { readonly option: string }
  readonly 'usage-option-form': { readonly option: string; readonly expects: Words }
  readonly 'usage-option-repeated': { readonly option: string }
  readonly 'usage-option-too-often': { readonly option: string; readonly most: number }
  readonly 'usage-option-required': { readonly option: string; readonly command: string }
  readonly 'usage-option-pair': { readonly option: string; readonly needs: string }
  readonly 'usage-argument-missing': { readonly argument: string; readonly command: string }
  readonly 'usage-argument-unexpected': { readonly command: string }
}

const helpOf = (command: string): string => (command === '' ? 'paycircle --help' : `paycircle ${command} --help`)

/** What can be wrong with a command line; the fields hold names, never values. */
export const commandLineError = defineErrors<CommandLineErrors>({
  'usage-command-missing': {
    rows: [],
    en: () => ({ message: 'No command was given.', remedy: 'See `paycircle --help` for the commands.' }),
    zh: () => ({ message: '没有指定命令。', remedy: '运行 `paycircle --help` 查看全部命令。' }),
  },
  'usage-subcommand-missing': {
    rows: [],
    en: ({ command, choices }) => ({
      message: `\`paycircle ${command}\` needs one more word.`,
      remedy: `Type one of: ${choices.map((choice) => `paycircle ${choice}`).join(', ')}.`,
    }),
    zh: ({ command, choices }) => ({
      message: `\`paycircle ${command}\` 之后还需要子命令。`,
      remedy: `可用的有：${choices.map((choice) => `paycircle ${choice}`).join('、')}。`,
    }),
  },
  'usage-unknown-command': {
    rows: [],
    en: ({ command, suggestion }) => ({
      message: `There is no command \`${command}\`.`,
      remedy:
        suggestion === undefined
          ? 'See `paycircle --help` for the commands.'
          : `Did you mean \`paycircle ${suggestion}\`?`,
    }),
    zh: ({ command, suggestion }) => ({
      message: `没有 \`${command}\` 这个命令。`,
      remedy:
        suggestion === undefined
          ? '运行 `paycircle --help` 查看全部命令。'
          : `您要找的是不是 \`paycircle ${suggestion}\`？`,
    }),
  },
  'usage-unknown-option': {
    rows: [],
    en: ({ option, command, suggestion }) => ({
      message: `There is no option ${option}${command === '' ? '' : ` of \`paycircle ${command}\``}.`,
      remedy: suggestion === undefined ? `See \`${helpOf(command)}\`.` : `Did you mean ${suggestion}?`,
    }),
    zh: ({ option, command, suggestion }) => ({
      message: `${command === '' ? '' : `\`paycircle ${command}\` `}没有 ${option} 这个选项。`,
      remedy: suggestion === undefined ? `请看 \`${helpOf(command)}\`。` : `您要找的是不是 ${suggestion}？`,
    }),
  },
  'usage-secret-in-arguments': {
    rows: ['S3-02', 'Q3-02'],
    en: ({ option }) => ({
      message: `${option} is refused: a key on the command line is seen by everyone who can list processes, and stays in the shell's history.`,
      remedy:
        'Put the key into a file only you can read and name it in PAYCIRCLE_KEY_FILE, or set PAYCIRCLE_KEY. Where the key typed here was real, take it for leaked and have Alipay issue a new one.',
    }),
    zh: ({ option }) => ({
      message: `拒绝 ${option}：写在命令行上的密钥，凡能查看进程列表的人都看得到，还会留在命令历史里。`,
      remedy:
        '请把密钥放进只有您本人可读的文件，用 PAYCIRCLE_KEY_FILE 指明该文件；或设置 PAYCIRCLE_KEY。若刚才输入的是真实密钥，应视为已泄露，请到支付宝更换。',
    }),
  },
  'usage-option-value-missing': {
    rows: [],
    en: ({ option }) => ({
      message: `${option} needs a value.`,
      remedy: `Write ${option}=VALUE, or the value after a blank.`,
    }),
    zh: ({ option }) => ({ message: `${option} 缺少取值。`, remedy: `请写成 ${option}=取值，或在空格后写上取值。` }),
  },
  'usage-option-takes-no-value': {
    rows: [],
    en: ({ option }) => ({ message: `${option} takes no value.`, remedy: `Write ${option} alone.` }),
    zh: ({ option }) => ({ message: `${option} 不带取值。`, remedy: `只写 ${option} 即可。` }),
  },
  'usage-option-choice': {
    rows: [],
    en: ({ option, choices }) => ({
      message: `The value of ${option} is none of those it takes.`,
      remedy: `Use one of: ${choices.join(', ')}.`,
    }),
    zh: ({ option, choices }) => ({
      message: `${option} 的取值不在可选范围内。`,
      remedy: `可选：${choices.join('、')}。`,
    }),
  },
  'usage-option-integer': {
    rows: [],
    en: ({ option, min, max }) => ({
      message: `The value of ${option} is no whole number from ${min} to ${max}.`,
      remedy: `Give a number from ${min} to ${max}.`,
    }),
    zh: ({ option, min, max }) => ({
      message: `${option} 的取值不是 ${min} 到 ${max} 之间的整数。`,
      remedy: `请给出 ${min} 到 ${max} 之间的整数。`,
    }),
  },
  'usage-option-time': {
    rows: [],
    en: ({ option }) => ({
      message: `The value of ${option} is no time.`,
      remedy: 'Give a day such as 2026-11-23 (it begins at 00:00 UTC) or a time such as 2026-11-23T08:30:00+08:00.',
    }),
    zh: ({ option }) => ({
      message: `${option} 的取值不是时间。`,
      remedy: '请给出日期，如 2026-11-23（从 UTC 零点算起），或时刻，如 2026-11-23T08:30:00+08:00。',
    }),
  },
  'usage-option-repeated': {
    rows: [],
    en: ({ option }) => ({ message: `${option} is given more than once.`, remedy: 'Keep one of them.' }),
    zh: ({ option }) => ({ message: `${option} 重复给出。`, remedy: '只保留一个。' }),
  },
  'usage-option-form': {
    rows: [],
    en: ({ option, expects }) => ({ message: `The value of ${option} must be ${expects.en}.`, remedy: 'Correct it.' }),
    zh: ({ option, expects }) => ({ message: `${option} 的取值应为${expects.zh}。`, remedy: '请改正。' }),
  },
  'usage-option-too-often': {
    rows: [],
    en: ({ option, most }) => ({
      message: `${option} is given too often.`,
      remedy: `Give it up to ${most} times.`,
    }),
    zh: ({ option, most }) => ({ message: `${option} 给出的次数过多。`, remedy: `最多给出 ${most} 次。` }),
  },
  'usage-option-required': {
    rows: [],
    en: ({ option, command }) => ({
      message: `\`paycircle ${command}\` needs ${option}.`,
      remedy: `See \`${helpOf(command)}\`.`,
    }),
    zh: ({ option, command }) => ({
      message: `\`paycircle ${command}\` 必须带 ${option}。`,
      remedy: `请看 \`${helpOf(command)}\`。`,
    }),
  },
  'usage-option-pair': {
    rows: [],
    en: ({ option, needs }) => ({ message: `${option} needs ${needs} beside it.`, remedy: `Give ${needs} too.` }),
    zh: ({ option, needs }) => ({ message: `使用 ${option} 时必须同时给出 ${needs}。`, remedy: `请补上 ${needs}。` }),
  },
  'usage-argument-missing': {
    rows: [],
    en: ({ argument, command }) => ({
      message: `\`paycircle ${command}\` needs ${argument}.`,
      remedy: `See \`${helpOf(command)}\`.`,
    }),
    zh: ({ argument, command }) => ({
      message: `\`paycircle ${command}\` 缺少 ${argument}。`,
      remedy: `请看 \`${helpOf(command)}\`。`,
    }),
  },
  'usage-argument-unexpected': {
    rows: [],
    en: ({ command }) => ({
      message: 'There is a word too many on the command line.',
      remedy: `See \`${helpOf(command)}\`.`,
    }),
    zh: ({ command }) => ({ message: '命令行上有多余的内容。', remedy: `请看 \`${helpOf(command)}\`。` }),
  },
})
