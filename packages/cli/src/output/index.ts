export { Output, showsColours, type TextStream } from './output.js'
export { displayWidth, padEnd, wrap } from './width.js'
