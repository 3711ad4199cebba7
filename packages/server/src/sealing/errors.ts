import { defineErrors } from 'paycircle/internal/base'

interface SealingErrors {
  readonly 'sealing-key-missing': object
  readonly 'sealing-key-unknown': { readonly keyIds: readonly string[]; readonly known: readonly string[] }
  readonly 'sealed-damaged': { readonly context: string }
}

const rows = ['S3-02', 'Q3-02']

/** Why a secret cannot be put away, or taken out again. */
export const sealingError = defineErrors<SealingErrors>({
  'sealing-key-missing': {
    rows,
    en: () => ({
      message: 'There is no seal key, and without one no secret goes into the store.',
      remedy:
        'Make one with `paycircle log seal --new-key FILE` and name it in PAYCIRCLE_SEAL_KEY_FILE, on every node.',
    }),
    zh: () => ({
      message: '没有封印密钥；没有它，任何机密都不会写入数据存储。',
      remedy: '请用 `paycircle log seal --new-key 文件` 生成，并在每个节点的 PAYCIRCLE_SEAL_KEY_FILE 中指明。',
    }),
  },
  'sealing-key-unknown': {
    rows,
    en: ({ keyIds, known }) => ({
      message:
        `The store holds secrets sealed with key ${keyIds.join(', ')}, ` +
        (known.length === 0 ? 'and no seal key is configured.' : `and the seal key here is ${known.join(', ')}.`),
      remedy:
        'Put the private key that sealed them into PAYCIRCLE_SEAL_KEY_FILE, behind the present one if that is another; then re-seal with `paycircle secrets reseal`.',
    }),
    zh: ({ keyIds, known }) => ({
      message:
        `数据存储中有用密钥 ${keyIds.join('、')} 加密的机密，` +
        (known.length === 0 ? '但没有配置封印密钥。' : `而这里的封印密钥是 ${known.join('、')}。`),
      remedy:
        '请把当初加密所用的私钥放入 PAYCIRCLE_SEAL_KEY_FILE（若现用另一把密钥，则置于其后），再用 `paycircle secrets reseal` 重新加密。',
    }),
  },
  'sealed-damaged': {
    rows,
    en: ({ context }) => ({
      message: `The sealed secret ${context} does not open: it was changed, or it stands where another was put.`,
      remedy: 'Enter the secret anew, and find out who wrote to the store.',
    }),
    zh: ({ context }) => ({
      message: `机密 ${context} 无法解密：内容被改动过，或被放到了别处。`,
      remedy: '请重新录入该机密，并查明是谁写入了数据存储。',
    }),
  },
})
