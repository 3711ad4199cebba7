import { defineRule } from '../rule.js'
import { Code, dealsWithGateway } from '../source-code/index.js'

/** S3-13, Q3-12 and S3-16, Q3-15: https to Alipay means that it is Alipay who answers. */
export const certificatesAreChecked = defineRule({
  id: 'certificates-are-checked',
  severity: 'must',
  sources: ['S3-13', 'Q3-12', 'S3-16', 'Q3-15', 'G24'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'Certificates are checked on the way to the gateway.',
      why: 'Without the check anybody on the way can answer in place of Alipay, and https protects nothing.',
      mend: 'Remove the switch and keep the certificates of the system current; where a proxy has its own authority, trust that one by name.',
    },
    zh: {
      claim: '访问网关时校验证书。',
      why: '不校验证书，途中的任何人都能冒充支付宝应答，https 形同虚设。',
      mend: '去掉这个开关，及时更新系统的根证书；如代理使用自己的证书机构，只信任该机构。',
    },
  },
  *inspect(source) {
    if (!dealsWithGateway(source)) return
    const code = Code.of(source)
    for (const { pattern, within } of switches)
      for (const match of code[within].matchAll(pattern)) {
        const start = match.index + match[0].length - match[0].trimStart().length
        const seen = match[0].trim().split(/[\s(,:=>]/, 1)[0] ?? ''
        yield {
          place: code.place(start, match.index + match[0].length),
          message: {
            en: `The check of certificates is switched off here (${seen.replace(/["'\]]/g, '')}).`,
            zh: `此处关闭了证书校验（${seen.replace(/["'\]]/g, '')}）。`,
          },
        }
      }
  },
})

const off = String.raw`(?:false|FALSE|False|0|null|NULL)\b`

/** How each language switches the check off: in code alone, or with names in strings. */
const switches: readonly { readonly within: 'structure' | 'spoken'; readonly pattern: RegExp }[] = [
  { within: 'structure', pattern: new RegExp(String.raw`\bCURLOPT_SSL_VERIFY(?:PEER|HOST)\s*(?:,|=>)\s*${off}`, 'g') },
  {
    within: 'spoken',
    pattern: new RegExp(String.raw`['"]verify(?:_peer(?:_name)?)?['"]\s*\]?\s*(?:=>|=|:)\s*${off}`, 'g'),
  },
  { within: 'structure', pattern: /\b(?:rejectUnauthorized|strictSSL)\s*[:=]\s*false\b/g },
  { within: 'spoken', pattern: /\bNODE_TLS_REJECT_UNAUTHORIZED["'\]]{0,2}\s*=\s*["']?0/g },
  {
    within: 'structure',
    pattern: /\bverify\s*=\s*False\b|\bcheck_hostname\s*=\s*False\b|\bssl\.CERT_NONE\b|\b_create_unverified_context\b/g,
  },
  { within: 'structure', pattern: /\bInsecureSkipVerify\s*:\s*true\b/g },
  { within: 'structure', pattern: /\bcheckServerTrusted\s*\([^(){}]{0,200}\)[^{};]{0,100}\{\s*(?:return\s*;\s*)?\}/g },
  {
    within: 'structure',
    pattern:
      /\b(?:NoopHostnameVerifier|ALLOW_ALL_HOSTNAME_VERIFIER|AllowAllHostnameVerifier|TrustAllStrategy|TrustSelfSignedStrategy|EasySSLProtocolSocketFactory)\b(?!\s*;\s*\n\s*import\b)(?<!import[^\n;]{0,200})/g,
  },
  {
    within: 'structure',
    pattern: /\bset(?:Default)?HostnameVerifier\s*\(\s*\([\w\s,]{0,60}\)\s*->\s*(?:true\b|\{\s*return\s+true\b)/g,
  },
  {
    within: 'structure',
    pattern:
      /\bServerCertificate(?:Custom)?ValidationCallback\s*\+?=\s*(?:delegate\b\s*|new\s+\w+\s*\(\s*)?(?:\([^()]{0,200}\)|\w+)?\s*(?:=>)?\s*\{?\s*(?:return\s+)?true\b/g,
  },
  // A callback, and a verifier of names, that say yes to everything.
  {
    within: 'structure',
    pattern: /\bbool\s+\w{1,60}\s*\([^(){}]{0,300}\bSslPolicyErrors\b[^(){}]{0,100}\)\s*\{\s*return\s+true\s*;\s*\}/g,
  },
  {
    within: 'structure',
    pattern:
      /\bboolean\s+verify\s*\(\s*(?:final\s+)?String\s+\w{1,60}\s*,\s*(?:final\s+)?SSLSession\s+\w{1,60}\s*\)\s*\{\s*return\s+true\s*;\s*\}/g,
  },
  { within: 'structure', pattern: /\bDangerousAcceptAnyServerCertificateValidator\b/g },
  { within: 'structure', pattern: /\bVERIFY_NONE\b|\bverify(?:_ssl)?:\s*false\b/g },
]
