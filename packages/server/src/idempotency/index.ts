export { doOnce, type DoOnceContext, type RequestDone } from './do-once.js'
export { idempotencyError } from './errors.js'
export { keepAnswer, keptAnswer, nameRequest, type NamedRequest } from './kept-answer.js'
export { maskSecret } from './mask-secret.js'
