export { requestsInStrings } from './addresses.js'
export { readSource, sourcesOfPage } from './read-source.js'
