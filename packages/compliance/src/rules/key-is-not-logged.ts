import { defineRule } from '../rule.js'
import { Code, dealsWithGateway, type Call } from '../source-code/index.js'

/** S3-02, Q3-02: what is logged is read by many and kept for long. */
export const keyIsNotLogged = defineRule({
  id: 'key-is-not-logged',
  severity: 'must',
  sources: ['S3-02', 'Q3-02', 'G23'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'The security key is not given to a log.',
      why: 'Logs are read by many, kept for long and copied to other machines; a key in them is no longer private.',
      mend: 'Log the pre-sign string without the key, or a fingerprint of the key; change the key that has been logged.',
    },
    zh: {
      claim: '不把安全校验码写入日志。',
      why: '日志有许多人阅读，长期保存，还会复制到其他机器；写入日志的密钥不再保密。',
      mend: '只记录不含密钥的待签名字符串，或密钥的指纹；已经写入日志的密钥应当更换。',
    },
  },
  *inspect(source) {
    const isAlipays = alipaysKey.test(source.document.text) && alipaysKey.test(Code.of(source).structure)
    if (!isAlipays && !dealsWithGateway(source)) return
    const code = Code.of(source)
    const bareKey = mayBareNameBeTheKey(code)
    let done = 0
    for (const call of code.calls(logging)) {
      // One that stands in the arguments of another has been looked at with it.
      if (call.start < done) continue
      done = call.close
      const at = keyGiven(code, call, bareKey)
      if (at !== undefined)
        yield {
          place: code.place(at.start, at.end),
          message: {
            en: `“${at.name}” is given to ${call.name}.`,
            zh: `“${at.name}”被交给 ${call.name}。`,
          },
        }
    }
  },
})

const logging =
  /^(?:console\.\w+|(?:\w+[.:>-]+)*_?(?:logger|log|logging|LOG|LOGGER|Log|Logger|Trace|Debug|log4net)(?:\(\))?(?:\.|->|::)(?:trace|debug|info|warn|warning|error|fatal|log|write|writeline|print|println|printf|Debug\w*|Info\w*|Warn\w*|Error\w*|Write\w*|Print\w*|Fatal\w*)|System\.out\.print(?:ln|f)?|Console\.Write(?:Line)?|fmt\.(?:Print|Fprint)\w*|print|puts|pp|error_log|var_dump|print_r|logResult|log_result|Log::\w+)$/

/** A name that says of itself that it is the key. */
const keyName =
  /(?:\$this->|this\.|self\.|@)?(?:\$?\b\w+(?:\.|->|::))*\$?\b_?(?:\w*(?:md5|alipay|secret|security|private|partner|sign|merchant)_?key|security_?code)\b(?!\s*(?:\(|\.(?!toString)|\?|[!=]=))/gi
const bareName =
  /(?:(?:this|self|config|Config|AlipayConfig|\$this|settings|@)(?:\.|->|::)?)?\$?\b(?:key|KEY|Key)\b(?!["'\]]?\s*(?:\(|\.|\?|:|[!=]=|=))/g
/** The key of a class that is named after Alipay, as its sample code has it: it says whose key it is. */
const alipaysKey = /\bAlipay\w{0,40}(?:\.|::|->)\$?(?:md5_?)?key\b(?!\s*\()/i
const configKey = /(?:config|alipay|settings)\w*\s*\[\s*["']:?(?:alipay_?)?(?:md5_?)?(?:key|security_code)["']\s*\]/gi

interface Given {
  readonly name: string
  readonly start: number
  readonly end: number
}

function keyGiven(code: Code, call: Call, bareKey: boolean): Given | undefined {
  const end = Math.min(call.close, call.open + 1000)
  const written = code.spoken.slice(call.open + 1, end)
  const named = [configKey, keyName, new RegExp(alipaysKey, 'gi'), ...(bareKey ? [bareName] : [])]
  for (const pattern of named)
    for (const match of written.matchAll(pattern)) {
      const start = call.open + 1 + match.index
      if (isCode(code, start) || isFilledIn(code, start)) {
        if (!isHidden(code, call, start)) return { name: match[0].trim(), start, end: start + match[0].length }
      }
    }
  return undefined
}

function isCode({ structure }: Code, at: number): boolean {
  return structure[at]?.trim() !== '' && structure[at] !== '"'
}

/** In a string, the name stands in an expression: `${key}`, `{key}`, `#{key}`, `$key`. */
function isFilledIn(code: Code, at: number): boolean {
  const string = code.stringsIn(Math.max(0, at - 1000), at).at(-1)
  if (string?.filled === undefined || string.end <= at) return false
  const written = code.spoken
  return written[at] === '$' || /[{$]\s*[\w.@]*$/.test(written.slice(Math.max(string.start, at - 40), at))
}

/** Inside another call only what formats passes the value on; what masks or measures it does not. */
function isHidden(code: Code, call: Call, at: number): boolean {
  for (let open = at - 1; open > call.open; open -= 1) {
    const close = code.pairs.get(open)
    if (close === undefined || close < at || code.structure[open] !== '(') continue
    const name = /[\w$]+\s*$/.exec(code.structure.slice(Math.max(0, open - 60), open))?.[0].trim() ?? ''
    if (
      name !== '' &&
      !/^(?:format|Format|sprintf|Sprintf|concat|Concat|stringify|json_encode|dumps|String|str|print_r|var_export|join)$/.test(
        name,
      )
    )
      return true
  }
  return false
}

/** A bare `key` is the security key where something is hashed, and nothing is run through by that name. */
function mayBareNameBeTheKey({ structure, spoken }: Code): boolean {
  if (!/md5|MD5|DigestUtils|createHash/.test(spoken)) return false
  return !/\bfor\b[^\n]{0,80}\bkey\b|\beach\b[^\n]{0,60}\|\s*\(?key\b|as\s+\$key\s*=>|\(\s*\[?\s*key\b[^\n]{0,60}=>|\bkey\s*(?:=>|->)|\bkey\s*=[^\n=]{0,80}(?:getKey|\.Key\b|\.next|keys\b[[.(])|\bkey\s*\)\s*=>|\bkey :?= range/i.test(
    structure,
  )
}
