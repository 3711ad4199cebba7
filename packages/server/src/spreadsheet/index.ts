export { csvEncoder, csvLine, type SpreadsheetCharset } from './csv.js'
