import { defineCommand } from './command-line/index.js'

/** `audit`: how it is typed and what it says about itself. */
export const auditCommand = defineCommand({
  name: 'audit',
  summary: {
    en: 'judges anybody’s implementation by the rules of the documents',
    zh: '按文档规则检查任何实现',
  },
  details: {
    en: 'Reads pages and templates, source (JavaScript, TypeScript, Java, C#, PHP, Python, Go, Ruby), configuration and hosts files, HAR files, request lists of the simulator, access logs and other logs, and addresses, each recognised by its content. Nothing is run and nothing is fetched; links are not followed, archives and folders of dependencies are passed over.\n--waivers takes a file {"waivers": [{"rule", "path", "owner", "reason", "expires": "YYYY-MM-DD"}]}; what the documents demand cannot be waived, except a bound IP address with its filing. --write-baseline keeps what is there now, --baseline then tells only what is new.\nExit 0 nothing found; 1 findings, or a waiver that has expired or matches nothing; 2 a path or a file cannot be used.',
    zh: '读取页面与模板、源码（JavaScript、TypeScript、Java、C#、PHP、Python、Go、Ruby）、配置文件与 hosts 文件、HAR 文件、模拟器的请求列表、访问日志及其他日志、网址，均按内容识别。不执行、不访问其中任何内容；不跟随链接，跳过压缩包和依赖目录。\n--waivers 指定豁免文件 {"waivers": [{"rule", "path", "owner", "reason", "expires": "YYYY-MM-DD"}]}；文档的强制要求不可豁免，唯有已备案的绑定 IP 例外。--write-baseline 记下现有问题，此后用 --baseline 只报告新问题。\n退出码：0 没有问题；1 有问题，或豁免已过期、没有对应的问题；2 路径或文件无法使用。',
  },
  example: 'npx paycircle audit src/ pages/ traffic.har',
  argument: {
    name: 'PATH',
    required: true,
    repeats: true,
    help: { en: 'files and folders; - is standard input', zh: '文件或文件夹；- 表示标准输入' },
  },
  options: {
    format: {
      kind: 'choice',
      choices: ['text', 'json', 'sarif', 'junit'],
      help: { en: 'how it is told (default text; --json is json)', zh: '输出格式（默认 text；--json 即 json）' },
    },
    out: {
      kind: 'text',
      placeholder: 'FILE',
      help: { en: 'where the report goes, in place of standard output', zh: '报告写入文件，而非标准输出' },
    },
    waivers: {
      kind: 'text',
      placeholder: 'FILE',
      help: { en: 'what somebody answers for, and until when', zh: '豁免文件：由谁负责、到何时为止' },
    },
    baseline: {
      kind: 'text',
      placeholder: 'FILE',
      help: { en: 'tells only what this file does not have', zh: '只报告该基线文件中没有的问题' },
    },
    'write-baseline': {
      kind: 'text',
      placeholder: 'FILE',
      help: { en: 'writes what is found into this file; exit 0', zh: '将现有问题写入该基线文件，并以 0 退出' },
    },
  },
  load: async () => (await import('./commands/audit.js')).audit,
})
