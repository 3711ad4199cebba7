export type { Block, BlockKind } from './block.js'
export { Code, type Call } from './code.js'
export { asksForAgreements, dealsWithGateway, readsAgreementAnswers } from './gateway-code.js'
export { lastBefore } from './last-before.js'
