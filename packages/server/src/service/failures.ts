import type { FastifyRequest } from 'fastify'
import { PaycircleError } from 'paycircle/internal/base'
import { serviceError } from './errors.js'
import { statusOf } from './statuses.js'

export const bodyLimitBytes = 16 * 1024

/**
 * Any thrown value as one of our errors. What fastify refuses before a route runs gets our words; what nobody expected
 * becomes `internal-error`, whose cause only our log sees.
 */
export function failureOf(
  thrown: unknown,
  { id, routeOptions: { bodyLimit, config } }: Pick<FastifyRequest, 'id' | 'routeOptions'>,
): PaycircleError {
  if (isOurs(thrown)) return thrown
  switch (codeOf(thrown)) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return serviceError('media-type-unsupported', { expected: typesOf(config) }, { cause: thrown })
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return serviceError('body-too-large', { limitBytes: bodyLimit }, { cause: thrown })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return serviceError('request-unreadable', { contentType: 'its Content-Type' }, { cause: thrown })
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return serviceError('route-unknown', {}, { cause: thrown })
    default:
      return serviceError('internal-error', { requestId: id }, { cause: thrown })
  }
}

function typesOf(config: unknown): string {
  const { fileType } = (config ?? {}) as { readonly fileType?: string }
  return ['application/json', ...(fileType === undefined ? [] : [fileType])].join(', ')
}

/** Whether it is an error of our own making, told in words that a peer may read. */
export function isOurs(thrown: unknown): thrown is PaycircleError {
  return thrown instanceof PaycircleError
}

/** Whether the request was at fault and not we: then it can be said where it was tried. */
export function isRefusal(thrown: unknown): thrown is PaycircleError {
  return isOurs(thrown) && statusOf(thrown.code) < 500
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined
}
