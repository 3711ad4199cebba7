import type { RowId } from 'paycircle/internal/vocabulary'
import type { Sentence } from '../rule.js'
import type { CatalogueRow } from './catalogue-row.js'

const call: Sentence = { zh: '接口调用', en: 'interface call' }
const enter: Sentence = { zh: '输入签约内容', en: 'enter the signing content' }
const pageReturn: Sentence = { zh: '页面跳转同步返回', en: 'page returns synchronously' }
const xmlReturn: Sentence = { zh: 'XML同步返回', en: 'synchronous XML answer' }
const wholeFlow: Sentence = { zh: '整个业务操作流程', en: 'whole business flow' }
const followUp: Sentence = { zh: '业务后续的执行', en: 'business follow-up' }

interface Step {
  readonly number: 1 | 2 | 3 | 4 | 5
  readonly chinese: string
  readonly english: string
  readonly reason: Sentence
  readonly isMerged: boolean
}

const steps: readonly Step[] = [
  {
    number: 1,
    chinese: '在本机单独对这个接口进行调试。',
    english: 'The interface is tested alone on the local machine.',
    reason: { zh: '仅仅把接口配置好，不要放在商户的网站项目中。', en: 'configured only, outside the merchant’s site' },
    isMerged: false,
  },
  {
    number: 2,
    chinese: '在服务器上单独对这个接口进行调试',
    english: 'The interface is tested alone on the server.',
    reason: { zh: '本机调试没有问题后，再放入服务器中调试。', en: 'once it is clean on the local machine' },
    isMerged: false,
  },
  {
    number: 3,
    chinese: '接口融合到网站项目中',
    english: 'The interface is merged into the site.',
    reason: {
      zh: '把调试好的接口与商户网站项目的业务流程进行衔接和融合。',
      en: 'what was tested joins the business flow of the merchant’s site',
    },
    isMerged: true,
  },
  {
    number: 4,
    chinese: '在本机对融合后的网站项目进行调试',
    english: 'The merged site is tested on the local machine.',
    reason: { zh: '在本机调试衔接到网站项目后的接口。', en: 'the interface as the site uses it' },
    isMerged: true,
  },
  {
    number: 5,
    chinese: '在服务器对融合后的网站项目进行调试',
    english: 'The merged site is tested on the server.',
    reason: { zh: '本机调试没有问题后，再放入服务器中调试。', en: 'once it is clean on the local machine' },
    isMerged: true,
  },
]

/** Table 5 of both documents: 测试流程规则, the test procedure. */
export const testRows: readonly CatalogueRow[] = (['S', 'Q'] as const).flatMap((document) => {
  const alone = document === 'S' ? [call, enter, pageReturn] : [call, xmlReturn]
  return steps.map(({ number, chinese, english, reason, isMerged }): CatalogueRow => ({
    id: `${document}5-${number}` satisfies RowId,
    type: `第${'一二三四五'.charAt(number - 1)}步`,
    chinese,
    english,
    reason,
    strength: 'must',
    cover: {
      procedure:
        number === 3
          ? [{ zh: '接口融合到网站项目中', en: 'interface merged into the site' }]
          : isMerged
            ? [wholeFlow, ...alone, followUp]
            : alone,
    },
  }))
})
