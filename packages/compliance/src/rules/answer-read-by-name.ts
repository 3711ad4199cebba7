import { defineRule } from '../rule.js'
import { asksForAgreements, Code, knowsAgreementFlags, readsAgreementAnswers } from '../source-code/index.js'

/** Only experience speaks: an element more, as `user_id` came to be one, and every position is another. */
export const answerReadByName = defineRule({
  id: 'answer-read-by-name',
  severity: 'should',
  sources: ['G3'],
  reads: ['source'],
  texts: {
    en: {
      claim: 'Elements of an answer are read by their names.',
      why: 'An answer that says F has other elements than one that says T, and elements have been added over the years; by position one flag is taken for another.',
      mend: 'Ask for the elements is_success, charge_agent, refund_charge and error by name.',
    },
    zh: {
      claim: '按名称读取应答中的元素。',
      why: '应答为 F 时的元素与为 T 时不同，多年来也增加过元素；按位置读取会把一个标志当成另一个。',
      mend: '按名称读取 is_success、charge_agent、refund_charge 和 error 元素。',
    },
  },
  *inspect(source) {
    // Whoever reads by position may name no element at all, but reads XML.
    const readsXml = () => /xml|DOMParser|Nokogiri|etree|Jsoup/i.test(Code.of(source).structure)
    const mayRead = readsAgreementAnswers(source) || knowsAgreementFlags(source)
    if (!mayRead && !(asksForAgreements(source) && readsXml())) return
    const code = Code.of(source)
    const isDocument = documentsOf(code)
    for (const pattern of [...(positional[code.language] ?? []), ...listsOf(code)])
      for (const match of code.structure.matchAll(pattern)) {
        const after = code.structure.slice(match.index + match[0].length, match.index + match[0].length + 60)
        const before = code.structure.slice(Math.max(0, match.index - 80), match.index)
        // The text node of an element that was found by name.
        if (
          /^\s*(?:\.|->)\s*(?:nodeValue|data|wholeText|NodeValue|getNodeValue)\b/.test(after) &&
          /\)\s*(?:\[\d+\]|\.item\(\d+\))?\s*$/.test(before)
        )
          continue
        // The root of a document, and elements that were asked for by name.
        if (isDocument(/(\w+)\s*$/.exec(before)?.[1]) || /["']\s*\)\s*$/.test(before)) continue
        const start = match.index + match[0].length - match[0].trimStart().length
        yield {
          place: code.place(start, match.index + match[0].length),
          message: {
            en: `An element is taken by its position: ${match[0].trim()}.`,
            zh: `按位置取元素：${match[0].trim()}。`,
          },
        }
      }
  },
})

const positional: Readonly<Partial<Record<Code['language'], readonly RegExp[]>>> = {
  javascript: [
    /\.(?:childNodes|children)\s*\[\s*\d+\s*\]/g,
    /\.childNodes\.item\(\s*\d+\s*\)/g,
    /\bObject\.values\([\w.]{1,60}\)\s*\[\s*\d+\s*\]/g,
  ],
  java: [
    /\.getChildNodes\(\)\s*\.item\(\s*\d+\s*\)/g,
    /\.(?:getChildren|elements|content|getContent)\(\)\s*\.get\(\s*\d+\s*\)/g,
    /\b(?:children|elements|childNodes|nodes|nodeList|childList)\.(?:item|get)\(\s*\d+\s*\)/g,
  ],
  csharp: [/\.(?:ChildNodes|Nodes\(\)|Elements\(\))\s*(?:\[\s*\d+\s*\]|\.(?:Item|ElementAt)\(\s*\d+\s*\))/g],
  php: [/->(?:childNodes->item\(\s*\d+\s*\)|children\(\)\s*\[\s*\d+\s*\])/g],
  python: [
    /\b(?:root|alipay|answer|tree|xml|doc\.getroot\(\))\s*\[\s*\d+\s*\]\.text\b/g,
    /\.(?:childNodes|children)\s*\[\s*\d+\s*\]/g,
    /\blist\(root\)\s*\[\s*\d+\s*\]/g,
  ],
  go: [/\.(?:Children|Nodes|ChildElements\(\))\s*\[\s*\d+\s*\]/g],
  ruby: [/\.(?:children|element_children|elements)\s*\[\s*\d+\s*\]/g],
}

/** Most lists of a file that are looked at. */
const listLimit = 20

/** `nodes[2]`, where `nodes` was given the children of an element. */
function listsOf({ structure }: Code): readonly RegExp[] {
  const given =
    /(?<![\w.$])\$?([A-Za-z_]\w{0,60})\s*:?=\s*[^;=\n]{0,120}(?:\.|->)(?:[cC]hildNodes|getChildNodes\(\)|element_children)\s*(?:;|\r?\n|$)/g
  const names = new Set(Array.from(structure.matchAll(given), ([, name]) => name ?? ''))
  return [...names]
    .slice(0, listLimit)
    .map(
      (name) =>
        new RegExp(String.raw`(?<![\w.>])\$?${name}\s*(?:\[\s*\d+\s*\]|(?:\.|->)(?:item|Item|get)\(\s*\d+\s*\))`, 'g'),
    )
}

const namedDocument = /^(?:doc|document|xmlDoc|xml|dom)\w*$/i

/** Which variables hold a whole document, whose first child is its root or what stands before it. */
function documentsOf({ structure }: Code): (name: string | undefined) => boolean {
  const namesGiven = (value: RegExp) => new Set(Array.from(structure.matchAll(value), ([, name]) => name ?? ''))
  const documents = namesGiven(
    /(?<![\w])(\w{1,60})\s*=\s*[^;=\n]{0,80}?\b(?:XmlDocument|XDocument|DOMDocument|parseString|parseFromString)\b/g,
  )
  // One that is called a document may be given its root.
  const roots = namesGiven(/(?<![\w])(\w{1,60})\s*=\s*[^;=\n]{0,80}?(?:[dD]ocumentElement|getRootElement|\.root\b)/g)
  return (name) => name !== undefined && !roots.has(name) && (documents.has(name) || namedDocument.test(name))
}
