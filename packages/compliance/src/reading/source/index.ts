export { requestsInStrings } from './addresses.js'
export { endOfPhp } from './php-end.js'
export { readSource, sourcesOfPage } from './read-source.js'
