import { defineErrors } from 'paycircle/internal/base'

interface IdempotencyErrors {
  'idempotency-key-malformed': object
  'idempotency-key-reused': object
  'idempotency-key-in-use': { readonly retryAfterMs: number }
  'idempotency-outcome-unknown': { readonly begunAt: number }
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
  'idempotency-key-in-use': {
    rows: ['S3-18'],
    en: () => ({
      message: 'The request with this idempotency key is still under way.',
      remedy: 'Repeat it a little later, unchanged and with the same key: you will get its answer.',
    }),
    zh: () => ({
      message: '使用该幂等键的请求仍在处理中。',
      remedy: '请稍后以相同的幂等键原样重试，即可得到该请求的结果。',
    }),
  },
  'idempotency-outcome-unknown': {
    rows: ['S3-18', 'Q3-17'],
    en: ({ begunAt }) => ({
      message: `The request with this idempotency key began at ${new Date(begunAt).toISOString()} and was cut off: nobody knows whether it took effect.`,
      remedy:
        'Look at what it was about, and at the operation log, whether it did; only where not, ask again with a new key.',
    }),
    zh: ({ begunAt }) => ({
      message: `使用该幂等键的请求开始于 ${new Date(begunAt).toISOString()}，中途被打断，是否已生效未知。`,
      remedy: '请先查看相关对象与操作日志，确认是否已生效；确认未生效后，再用新的幂等键重新请求。',
    }),
  },
})
