import type { Language } from 'paycircle/internal/base'
import type { LogFault } from 'paycircle-server/store/port'

/** What is wrong with a place of the log. */
export const faultWords: Readonly<Record<Language, Readonly<Record<LogFault, string>>>> = {
  en: {
    'other-writer': 'the record names another writer',
    sequence: 'a record before it is missing, doubled or out of place',
    'previous-hash': 'it was not made after the record before it',
    content: 'a field was changed',
    account: 'the account was changed',
    missing: 'the end of the chain is missing',
    unexpected: 'somebody added records at the end',
    'foreign-key': 'the seal was made with a key that is not trusted',
    signature: 'the seal’s signature does not match what it stands under',
    seal: 'the seal says other than what stands at its place',
    'seal-missing': 'a seal is missing',
    truncated: 'sealed records are missing',
    rewritten: 'the history was written anew: another seal stands where the anchor says',
    anchor: 'the line is no anchor, or no trusted key made it',
    pseudonym: 'the account was replaced, and no record says that somebody did so',
  },
  zh: {
    'other-writer': '记录写的是另一个写入者',
    sequence: '此前的记录缺失、重复或次序不对',
    'previous-hash': '并非接在前一条记录之后写入',
    content: '有字段被改动',
    account: '账号被改动',
    missing: '日志链的末尾缺失',
    unexpected: '末尾被添加了记录',
    'foreign-key': '封印由不受信任的密钥所作',
    signature: '封印的签名与其内容不符',
    seal: '封印与所在位置的记录不符',
    'seal-missing': '缺少一个封印',
    truncated: '已加封的记录缺失',
    rewritten: '历史被重写：锚点所指之处是另一个封印',
    anchor: '该行不是锚点，或并非由受信任的密钥所作',
    pseudonym: '账号被替换，而没有记录说明是谁所为',
  },
}
