export { csvEncoder, csvLine, spreadsheetCharsets, type SpreadsheetCharset } from './csv.js'
