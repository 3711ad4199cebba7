import type { Rule } from '../rule.js'
import { gatewayOverHttps } from './gateway-over-https.js'

/** Every rule, in the order of reports. */
export const rules: readonly Rule[] = [gatewayOverHttps]
