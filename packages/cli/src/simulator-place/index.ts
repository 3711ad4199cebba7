export { certify, type Certified } from './authority.js'
export { listenPlace, type ListenOptions, type ListenPlace } from './listen-place.js'
