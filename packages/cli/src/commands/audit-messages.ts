import { defineMessages } from 'paycircle/internal/base'

const plural = (count: number, one: string, many: string) => `${String(count)} ${count === 1 ? one : many}`

export const auditMessages = defineMessages({
  en: {
    must: 'must',
    should: 'should',
    mend: 'To mend',
    rows: 'Rows',
    nothingFound: (files: number) => `Nothing found in ${plural(files, 'file', 'files')}.`,
    found: (findings: number, musts: number, files: number) =>
      `${plural(findings, 'finding', 'findings')} (${String(musts)} of them against a must) in ${plural(files, 'file', 'files')} inspected.`,
    nothingInspected: 'Nothing was recognised that the rules could be applied to.',
    waived: (count: number) => `${plural(count, 'finding is', 'findings are')} waived.`,
    known: (count: number) => `${plural(count, 'finding is', 'findings are')} in the baseline.`,
    gone: (count: number) =>
      `${plural(count, 'finding', 'findings')} of the baseline ${count === 1 ? 'is' : 'are'} gone: write it anew with --write-baseline.`,
    expired: (rule: string, owner: string, day: string) =>
      `The waiver of ${rule} by ${owner} expired on ${day}: renew it or mend the finding.`,
    'matches-nothing': (rule: string, owner: string) =>
      `The waiver of ${rule} by ${owner} matches nothing: take it out.`,
    skipped: (count: number) => `${plural(count, 'file or folder was', 'files or folders were')} passed over:`,
    'skip-binary': 'binary',
    'skip-archive': 'archive, not opened',
    'skip-too-large': 'too large',
    'skip-link': 'link, not followed',
    'skip-empty': 'empty',
    'skip-unreadable': 'cannot be read',
    'skip-not-yours': 'dependencies or version control',
    'skip-nothing-recognised': 'nothing recognised',
    notApplicable: (count: number) =>
      `${plural(count, 'rule', 'rules')} had nothing to look at; --json names ${count === 1 ? 'it' : 'them'}.`,
    progress: (files: number) => `${plural(files, 'file', 'files')} read…`,
    baselineWritten: (file: string, findings: number) =>
      `${plural(findings, 'finding', 'findings')} written to ${file}.`,
    reportWritten: (file: string, findings: number) =>
      `Report with ${plural(findings, 'finding', 'findings')} written to ${file}.`,
    more: (count: number) => `and ${plural(count, 'other', 'others')}`,
  },
  zh: {
    must: '必须',
    should: '建议',
    mend: '改法',
    rows: '条款',
    nothingFound: (files) => `共检查 ${String(files)} 个文件，没有发现问题。`,
    found: (findings, musts, files) =>
      `共检查 ${String(files)} 个文件，发现 ${String(findings)} 处问题，其中 ${String(musts)} 处违反强制要求。`,
    nothingInspected: '没有识别到可供检查的内容。',
    waived: (count) => `${String(count)} 处已豁免。`,
    known: (count) => `${String(count)} 处在基线之中。`,
    gone: (count) => `基线中有 ${String(count)} 处已不存在：请用 --write-baseline 重新生成。`,
    expired: (rule, owner, day) => `${owner} 对 ${rule} 的豁免已于 ${day} 到期：请续期或改正问题。`,
    'matches-nothing': (rule, owner) => `${owner} 对 ${rule} 的豁免没有对应的问题：请删去。`,
    skipped: (count) => `以下 ${String(count)} 个文件或文件夹未检查：`,
    'skip-binary': '二进制文件',
    'skip-archive': '压缩包，不打开',
    'skip-too-large': '过大',
    'skip-link': '链接，不跟随',
    'skip-empty': '空文件',
    'skip-unreadable': '无法读取',
    'skip-not-yours': '依赖或版本库目录',
    'skip-nothing-recognised': '未识别出内容',
    notApplicable: (count) => `${String(count)} 条规则没有可检查的内容，用 --json 可查看。`,
    progress: (files) => `已读取 ${String(files)} 个文件……`,
    baselineWritten: (file, findings) => `已将 ${String(findings)} 处问题写入 ${file}。`,
    reportWritten: (file, findings) => `报告（${String(findings)} 处问题）已写入 ${file}。`,
    more: (count) => `另有 ${String(count)} 个`,
  },
})
