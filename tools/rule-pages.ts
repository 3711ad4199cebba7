import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { languages, type Language } from 'paycircle/internal/base'
import {
  audit,
  catalogueRows,
  maskSecrets,
  mistakes,
  rules,
  sourceNamed,
  type AuditedFile,
  type CatalogueRow,
  type Cover,
  type Rule,
} from 'paycircle-compliance'

// tools/dist in a build, tools where a test loads this file.
const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../..' : '..', import.meta.url))
const pages = join(root, 'docs', 'rules')
const specimens = join(root, 'packages', 'compliance', 'specimens')

const words = {
  en: {
    title: 'The rules',
    intro:
      '`paycircle audit` judges any implementation by these rules. Each says what it claims of whoever keeps it; its page says why, shows what breaks it, and how to mend it.',
    rule: 'Rule',
    claim: 'Claim',
    sources: 'Sources',
    severity: 'Strength',
    must: 'must',
    should: 'should',
    why: 'Why',
    breaks: 'What breaks it',
    mend: 'How to mend it',
    keeps: 'What keeps it',
    asks: 'What it rests on',
    mistake: 'a mistake seen in published integrations',
    catalogue: 'The catalogue',
    catalogueIntro:
      'Every row of Alipay’s two documents (S: 支付圈签约接口, Q: 支付圈签约查询接口) and every mistake seen in published integrations (G), with what covers it here: rooms of this project whose code obeys it, rules that check it in any implementation, items of the test procedure.',
    row: 'Row',
    requirement: 'Requirement',
    covered: 'Covered by',
    rooms: 'rooms',
    procedure: 'procedure',
    notApplicable: 'not applicable',
    other: '中文',
    all: 'All rules',
    separator: ', ',
  },
  zh: {
    title: '规则',
    intro:
      '`paycircle audit` 依据以下规则检查任何实现。每条规则写明遵守者做到了什么；规则页说明原因、违反的样子和改法。',
    rule: '规则',
    claim: '要求',
    sources: '依据',
    severity: '强度',
    must: '必须',
    should: '建议',
    why: '原因',
    breaks: '违反的样子',
    mend: '改法',
    keeps: '正确的样子',
    asks: '依据',
    mistake: '公开的接入代码中出现过的错误',
    catalogue: '条款目录',
    catalogueIntro:
      '支付宝两份文档的全部条款（S：支付圈签约接口，Q：支付圈签约查询接口）以及公开的接入代码中出现过的错误（G），并注明由什么覆盖：遵守它的代码模块、可在任何实现中检查它的规则、测试流程中的项目。',
    row: '条款',
    requirement: '要求',
    covered: '由什么覆盖',
    rooms: '模块',
    procedure: '测试流程',
    notApplicable: '不适用',
    other: 'English',
    all: '全部规则',
    separator: '、',
  },
} as const satisfies Record<Language, Record<string, string>>

const suffix: Readonly<Record<Language, string>> = { en: '.md', zh: '.zh-CN.md' }
const otherOf = (language: Language): Language => (language === 'zh' ? 'en' : 'zh')

/** Every page of `docs/rules`, by its file name. */
export function rulePages(): ReadonlyMap<string, string> {
  const made = new Map<string, string>()
  for (const language of languages) {
    made.set(`README${suffix[language]}`, indexPage(language))
    made.set(`catalogue${suffix[language]}`, cataloguePage(language))
    for (const rule of rules) made.set(`${rule.id}${suffix[language]}`, rulePage(rule, language))
  }
  return made
}

/** The pages that stand on the disk. */
export function standingPages(): ReadonlyMap<string, string> {
  return new Map(readdirSync(pages).map((name) => [name, readFileSync(join(pages, name), 'utf8')]))
}

function indexPage(language: Language): string {
  const say = words[language]
  const rows = rules.map(
    ({ id, texts, severity, sources }) =>
      `| [${id}](${id}${suffix[language]}) | ${cell(texts[language].claim)} | ${say[severity]} | ${sources.join(' ')} |`,
  )
  return document([
    `# ${say.title}`,
    `[${say.other}](README${suffix[otherOf(language)]}) · [${say.catalogue}](catalogue${suffix[language]})`,
    say.intro,
    [`| ${say.rule} | ${say.claim} | ${say.severity} | ${say.sources} |`, '|---|---|---|---|', ...rows].join('\n'),
  ])
}

function cataloguePage(language: Language): string {
  const say = words[language]
  const row = (id: string, text: string, cover: Cover) =>
    `| ${id} | ${cell(text)} | ${coverText(id, cover, language)} |`
  const requirement = ({ chinese, english, note }: CatalogueRow) =>
    [language === 'zh' ? chinese : english, ...(note === undefined ? [] : [`(${note[language]})`])].join(' ')
  return document([
    `# ${say.catalogue}`,
    `[${say.other}](catalogue${suffix[otherOf(language)]}) · [${say.all}](README${suffix[language]})`,
    say.catalogueIntro,
    [
      `| ${say.row} | ${say.requirement} | ${say.covered} |`,
      '|---|---|---|',
      ...catalogueRows.map((one) => row(one.id, requirement(one), one.cover)),
      ...mistakes.map((one) => row(one.id, one.mistake[language], one.cover)),
    ].join('\n'),
  ])
}

function coverText(id: string, { rooms, procedure, notApplicable }: Cover, language: Language): string {
  const say = words[language]
  const checking = rules.filter(({ sources }) => sources.some((source) => source === id))
  return [
    ...(checking.length === 0
      ? []
      : [checking.map((rule) => `[${rule.id}](${rule.id}${suffix[language]})`).join(say.separator)]),
    ...(rooms === undefined ? [] : [`${say.rooms} ${rooms.join(say.separator)}`]),
    ...(procedure === undefined
      ? []
      : [`${say.procedure} ${procedure.map((item) => item[language]).join(say.separator)}`]),
    ...(notApplicable === undefined ? [] : [`${say.notApplicable}: ${notApplicable[language]}`]),
  ].join('; ')
}

function rulePage(rule: Rule, language: Language): string {
  const say = words[language]
  const { claim, why, mend } = rule.texts[language]
  const sources = rule.sources.map((id) => {
    const source = sourceNamed(id)
    if (source === undefined) return `- ${id}`
    if ('mistake' in source) return `- ${id}: ${source.mistake[language]} (${say.mistake})`
    return `- ${id} ${source.type}: ${source.chinese}${language === 'en' ? `\n  ${source.english}` : ''}`
  })
  return document([
    `# ${rule.id}`,
    `[${say.other}](${rule.id}${suffix[otherOf(language)]}) · [${say.all}](README${suffix[language]})`,
    `**${claim}** (${say[rule.severity]})`,
    `## ${say.why}`,
    why,
    `## ${say.breaks}`,
    ...failingExample(rule, language),
    `## ${say.mend}`,
    mend,
    ...passingExample(rule, say.keeps),
    `## ${say.asks}`,
    sources.join('\n'),
  ])
}

/** The first failing specimen, with what is said about it. */
function failingExample(rule: Rule, language: Language): readonly string[] {
  const files = firstSpecimen(rule, 'failing')
  const [finding] = audit(files, { rules: [rule] }).findings
  if (finding === undefined) return []
  const { path, line } = finding.location
  const shown = files.find((file) => file.path === path)
  return [
    `\`${path.split('/').at(-1) ?? ''}\`, ${String(line)}: ${finding.message[language]}`,
    ...(shown === undefined ? [] : [excerpt(shown, line)]),
  ]
}

function passingExample(rule: Rule, heading: string): readonly string[] {
  const [file] = firstSpecimen(rule, 'passing')
  return file === undefined ? [] : [`## ${heading}`, excerpt(file, 1)]
}

/** The lines around a place, of which there are at most `shownLines`; nothing that could be a key. */
const shownLines = 16

function excerpt({ path, bytes }: AuditedFile, line: number): string {
  const lines = new TextDecoder().decode(bytes).trimEnd().split(/\r?\n/)
  const from = Math.max(0, Math.min(line - 6, lines.length - shownLines))
  const shown = lines.slice(from, from + shownLines).map((one) => maskSecrets(one.slice(0, 160)))
  const language = /\.([a-z]+)$/.exec(path)?.[1] ?? ''
  return ['```' + language, ...shown, '```'].join('\n')
}

function firstSpecimen({ id }: Rule, which: 'failing' | 'passing'): readonly AuditedFile[] {
  const folder = join(specimens, id, which)
  const [first] = readdirSync(folder).sort()
  return first === undefined ? [] : filesAt(join(folder, first))
}

function filesAt(path: string): readonly AuditedFile[] {
  if (!statSync(path).isDirectory()) return [{ path: relative(specimens, path), bytes: readFileSync(path) }]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesAt(join(path, name)))
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ')
}

function document(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`
}

/** Writes the pages anew; pages of rules that are gone go too. */
export function writeRulePages(): void {
  rmSync(pages, { recursive: true, force: true })
  mkdirSync(pages, { recursive: true })
  for (const [name, text] of rulePages()) writeFileSync(join(pages, name), text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeRulePages()
