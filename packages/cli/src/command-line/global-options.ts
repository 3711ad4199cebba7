import type { OptionDefinitions } from './command.js'

/** Taken by every command, before or after its name. */
export const globalOptions = {
  json: {
    kind: 'flag',
    help: {
      en: 'print exactly one JSON document on standard output',
      zh: '在标准输出上只打印一个 JSON 文档',
    },
  },
  lang: {
    kind: 'choice',
    choices: ['zh', 'en'],
    help: {
      en: 'language of texts (else PAYCIRCLE_LANG, then LANG)',
      zh: '文字所用语言（未指定时依次取 PAYCIRCLE_LANG、LANG）',
    },
  },
  profile: {
    kind: 'text',
    placeholder: 'NAME',
    help: {
      en: 'profile of paycircle.config.json to act for (default: default)',
      zh: '使用 paycircle.config.json 中的哪个商户配置（默认 default）',
    },
  },
  help: { kind: 'flag', help: { en: 'print this help', zh: '显示本帮助' } },
  version: { kind: 'flag', help: { en: 'print the version', zh: '显示版本号' } },
} as const satisfies OptionDefinitions
