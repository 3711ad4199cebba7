import { defineErrors } from 'paycircle/internal/base'

export type SealKeyFault = 'missing' | 'denied' | 'no-key' | 'public-only'

interface CustodyFileErrors {
  readonly 'seal-key-unusable': { readonly file: string; readonly fault: SealKeyFault }
  readonly 'seal-key-exists': { readonly file: string }
  readonly 'seal-key-twice': Readonly<Record<string, never>>
}

const rows = ['S3-19', 'Q3-18']

const faults: Readonly<Record<SealKeyFault, { readonly en: string; readonly zh: string }>> = {
  missing: { en: 'is not there', zh: '不存在' },
  denied: { en: 'may not be read by this user', zh: '当前用户无权读取' },
  'no-key': { en: 'holds no Ed25519 key in PEM', zh: '不含 PEM 格式的 Ed25519 密钥' },
  'public-only': { en: 'holds no private key, so nothing can be sealed with it', zh: '不含私钥，无法用于加封' },
}

/** What can be wrong with the files that keep the log honest. */
export const custodyFileError = defineErrors<CustodyFileErrors>({
  'seal-key-unusable': {
    rows,
    en: ({ file, fault }) => ({
      message: `The seal key ${file} ${faults[fault].en}.`,
      remedy:
        'Correct PAYCIRCLE_SEAL_KEY_FILE or PAYCIRCLE_SEAL_KEY, or make a key with `paycircle log seal --new-key FILE`.',
    }),
    zh: ({ file, fault }) => ({
      message: `封印密钥 ${file} ${faults[fault].zh}。`,
      remedy:
        '请改正 PAYCIRCLE_SEAL_KEY_FILE 或 PAYCIRCLE_SEAL_KEY，或用 `paycircle log seal --new-key 文件` 生成密钥。',
    }),
  },
  'seal-key-twice': {
    rows,
    en: () => ({
      message: 'Both PAYCIRCLE_SEAL_KEY and a seal key file are set.',
      remedy: 'Take one of PAYCIRCLE_SEAL_KEY and PAYCIRCLE_SEAL_KEY_FILE (`sealKeyFile`) out.',
    }),
    zh: () => ({
      message: '同时设置了 PAYCIRCLE_SEAL_KEY 和封印密钥文件。',
      remedy: '请在 PAYCIRCLE_SEAL_KEY 与 PAYCIRCLE_SEAL_KEY_FILE（`sealKeyFile`）中只保留一个。',
    }),
  },
  'seal-key-exists': {
    rows,
    en: ({ file }) => ({
      message: `${file} exists already; a key is never overwritten.`,
      remedy: 'Name another file. What was sealed with an old key is verified with its public half.',
    }),
    zh: ({ file }) => ({
      message: `${file} 已存在；密钥绝不会被覆盖。`,
      remedy: '请指定其他文件。用旧密钥加封的内容，须用其公钥验证。',
    }),
  },
})
