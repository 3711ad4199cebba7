import { defineErrors } from 'paycircle/internal/base'

interface AccessErrors {
  'api-key-name-malformed': { readonly name: string }
  'api-key-unknown': { readonly id: string }
}

export const accessError = defineErrors<AccessErrors>({
  'api-key-name-malformed': {
    rows: [],
    en: () => ({
      message: 'An API key needs a name of 1 to 100 characters.',
      remedy: 'Name it after the system that will use it.',
    }),
    zh: () => ({
      message: 'API 密钥须有名称，长度为 1 至 100 个字符。',
      remedy: '请以使用该密钥的系统命名。',
    }),
  },
  'api-key-unknown': {
    rows: [],
    en: ({ id }) => ({
      message: `The profile has no API key ${id}.`,
      remedy: 'List the keys of the profile and take the id from there.',
    }),
    zh: ({ id }) => ({
      message: `该商户配置下没有 API 密钥 ${id}。`,
      remedy: '请先列出该商户配置的密钥，再使用其中的编号。',
    }),
  },
})
