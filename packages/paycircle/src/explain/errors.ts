import { defineErrors } from '../base/index.js'

/** Why a text is no request. */
export type UnreadableInput = 'empty' | 'no-parameters' | 'har' | 'no-gateway-entry'

interface ExplainErrors {
  'explain-input-unreadable': { readonly reason: UnreadableInput }
  'explain-input-too-long': { readonly limitBytes: number }
  'explain-too-many-parameters': { readonly limit: number }
}

const unreadable: Readonly<Record<UnreadableInput, { readonly en: string; readonly zh: string }>> = {
  empty: { en: 'it is empty', zh: '内容为空' },
  'no-parameters': { en: 'no name=value is in it', zh: '其中没有“参数名=参数值”' },
  har: { en: 'it looks like JSON and is not a HAR entry', zh: '内容像 JSON，但不是 HAR 记录' },
  'no-gateway-entry': { en: 'no entry of the HAR goes to a /gateway.do', zh: 'HAR 中没有发往 /gateway.do 的请求' },
}

/** Errors of what was given to be explained. Any other oddity of a request is a finding, not an error. */
export const explainError = defineErrors<ExplainErrors>({
  'explain-input-unreadable': {
    rows: [],
    en: ({ reason }) => ({
      message: `This cannot be read as a request: ${unreadable[reason].en}.`,
      remedy: 'Give the full GET address, the HTML of the form, a HAR entry, or one name=value a line.',
    }),
    zh: ({ reason }) => ({
      message: `无法读出请求：${unreadable[reason].zh}。`,
      remedy: '请给出完整的 GET 地址、form 的 HTML、HAR 记录，或者每行一个“参数名=参数值”。',
    }),
  },
  'explain-input-too-long': {
    rows: [],
    en: ({ limitBytes }) => ({
      message: `The input is longer than ${limitBytes} bytes.`,
      remedy: 'Give only the one request that is to be explained.',
    }),
    zh: ({ limitBytes }) => ({
      message: `输入超过 ${limitBytes} 字节。`,
      remedy: '请只给出需要分析的那一个请求。',
    }),
  },
  'explain-too-many-parameters': {
    rows: [],
    en: ({ limit }) => ({
      message: `The request has more than ${limit} parameters.`,
      remedy: 'Give only the one request that is to be explained.',
    }),
    zh: ({ limit }) => ({
      message: `请求的参数超过 ${limit} 个。`,
      remedy: '请只给出需要分析的那一个请求。',
    }),
  },
})
