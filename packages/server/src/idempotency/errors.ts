import { defineErrors } from 'paycircle/internal/base'

interface IdempotencyErrors {
  'idempotency-key-malformed': object
  'idempotency-key-reused': object
}

/** What is wrong with an `Idempotency-Key`, said before anything is done. */
export const idempotencyError = defineErrors<IdempotencyErrors>({
  'idempotency-key-malformed': {
    rows: [],
    en: () => ({
      message: 'An idempotency key is 1 to 255 characters of visible ASCII.',
      remedy: 'Use a random UUID for each request.',
    }),
    zh: () => ({ message: '幂等键应为 1 至 255 个可见 ASCII 字符。', remedy: '请为每个请求使用一个随机 UUID。' }),
  },
  'idempotency-key-reused': {
    rows: ['S3-18'],
    en: () => ({
      message: 'This idempotency key was used for another request.',
      remedy: 'Use a new key for a new request; repeat a request unchanged.',
    }),
    zh: () => ({
      message: '该幂等键已用于另一个请求。',
      remedy: '新请求请使用新的幂等键；重试时请保持请求内容不变。',
    }),
  },
})
