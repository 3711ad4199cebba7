import { defineErrors, type Language } from 'paycircle/internal/base'

/** What was wrong with one field of a request, in both languages. */
export interface FieldFault {
  /** Empty for the request as a whole. */
  readonly path: string
  readonly message: Readonly<Record<Language, string>>
}

/** Every error that the service itself speaks of. */
export interface ServiceErrors {
  'route-unknown': object
  'method-not-allowed': { readonly method: string; readonly allowed: readonly string[] }
  'api-key-missing': object
  'api-key-refused': object
  'api-key-profile-closed': { readonly profileId: string }
  'api-key-scope-missing': { readonly keyId: string; readonly scope: string }
  'profile-other': object
  'request-unreadable': { readonly contentType: string }
  'request-invalid': { readonly fields: readonly FieldFault[] }
  'event-type-malformed': { readonly typed: string }
  'media-type-unsupported': { readonly expected: string }
  'body-too-large': { readonly limitBytes: number }
  'signing-expired': { readonly expiredAt: number }
  'agreement-unknown': object
  'operation-unknown': object
  'alarm-unknown': object
  'check-held': { readonly reason: 'cool-down' | 'under-way' | 'busy' | 'brake'; readonly nextCheckAt: number }
  'email-missing': object
  'cross-site-request': object
  'host-unknown': object
  'second-person-asked': { readonly approvalId: string }
  'operator-pages-closed': object
  'log-in-needed': object
  'role-not-enough': { readonly role: string; readonly permission: string }
  'form-of-other-session': object
  'profile-none': object
  'shutting-down': object
  'streams-exhausted': { readonly most: number; readonly retryAfterMs: number }
  'uploads-exhausted': { readonly most: number; readonly retryAfterMs: number }
  'upload-not-kept': object
  'rate-limited': { readonly by: 'key' | 'address'; readonly retryAfterMs: number }
  'internal-error': { readonly requestId: string }
  'public-url-invalid': { readonly publicUrl: string }
}

export type ServiceErrorCode = keyof ServiceErrors

export const serviceError = defineErrors<ServiceErrors>({
  'route-unknown': {
    rows: [],
    en: () => ({ message: 'There is nothing at this address.', remedy: 'Check the address for missing parts.' }),
    zh: () => ({ message: '该地址不存在。', remedy: '请检查地址是否完整。' }),
  },
  'method-not-allowed': {
    rows: [],
    en: ({ method, allowed }) => ({
      message: `This address does not answer to ${method}.`,
      remedy: `Use ${allowed.join(' or ')}.`,
    }),
    zh: ({ method, allowed }) => ({
      message: `该地址不支持 ${method} 方法。`,
      remedy: `请使用 ${allowed.join(' 或 ')}。`,
    }),
  },
  'api-key-missing': {
    rows: [],
    en: () => ({
      message: 'The request carries no API key.',
      remedy: 'Send the header “Authorization: Bearer <API key>”; `paycircle api-key create` makes a key.',
    }),
    zh: () => ({
      message: '请求没有携带 API 密钥。',
      remedy: '请发送请求头“Authorization: Bearer <API 密钥>”；密钥用 `paycircle api-key create` 创建。',
    }),
  },
  'api-key-refused': {
    rows: [],
    en: () => ({
      message: 'The API key is not known, or it was revoked.',
      remedy: 'Check that the whole key was copied, or create a new one with `paycircle api-key create`.',
    }),
    zh: () => ({
      message: 'API 密钥无效或已被撤销。',
      remedy: '请检查密钥是否复制完整，或用 `paycircle api-key create` 重新创建。',
    }),
  },
  'api-key-profile-closed': {
    rows: [],
    en: ({ profileId }) => ({
      message: `The API key belongs to the profile ${profileId}, which this service does not serve.`,
      remedy: 'Add the profile to the configuration, or use a key of a profile that is served.',
    }),
    zh: ({ profileId }) => ({
      message: `该 API 密钥属于商户配置 ${profileId}，本服务未加载该配置。`,
      remedy: '请在配置中加入该商户，或改用已加载商户的密钥。',
    }),
  },
  'api-key-scope-missing': {
    rows: [],
    en: ({ keyId, scope }) => ({
      message: `The API key ${keyId} may not be used for this: it lacks the scope ${scope}.`,
      remedy: 'Use a key that has the scope, or create one with `paycircle api-key create`.',
    }),
    zh: ({ keyId, scope }) => ({
      message: `API 密钥 ${keyId} 不能用于此操作：缺少权限 ${scope}。`,
      remedy: '请改用具有该权限的密钥，或用 `paycircle api-key create` 另行创建。',
    }),
  },
  'profile-other': {
    rows: [],
    en: () => ({
      message: 'The address names a profile that is not the API key’s.',
      remedy: 'Use the id of the key’s own profile, or a key of that profile.',
    }),
    zh: () => ({
      message: '地址中的商户配置与 API 密钥所属的不一致。',
      remedy: '请使用该密钥所属商户的 id，或改用对应商户的密钥。',
    }),
  },
  'request-unreadable': {
    rows: [],
    en: ({ contentType }) => ({
      message: `The request body cannot be read as ${contentType}.`,
      remedy: 'Send well-formed UTF-8 of that type, with the right Content-Length.',
    }),
    zh: ({ contentType }) => ({
      message: `无法按 ${contentType} 读取请求内容。`,
      remedy: '请发送该类型的正确内容，使用 UTF-8 编码，并保证 Content-Length 正确。',
    }),
  },
  'request-invalid': {
    rows: [],
    en: ({ fields }) => ({
      message: `The request is not as it should be: ${fieldList(fields, 'en')}.`,
      remedy: 'Correct the fields named in `fields` and send it again.',
    }),
    zh: ({ fields }) => ({
      message: `请求内容不符合要求：${fieldList(fields, 'zh')}。`,
      remedy: '请更正 `fields` 中列出的字段后重新发送。',
    }),
  },
  'event-type-malformed': {
    rows: [],
    en: ({ typed }) => ({
      message: `“${typed}” is no type of event.`,
      remedy: 'Write types such as agreement.signed, with commas or spaces between; none for all.',
    }),
    zh: ({ typed }) => ({
      message: `“${typed}”不是事件类型。`,
      remedy: '请填写如 agreement.signed 的类型，以逗号或空格分隔；留空表示全部。',
    }),
  },
  'media-type-unsupported': {
    rows: [],
    en: ({ expected }) => ({
      message: 'The Content-Type of the request is not taken here.',
      remedy: `Send ${expected} in UTF-8.`,
    }),
    zh: ({ expected }) => ({ message: '不支持该请求的 Content-Type。', remedy: `请使用 UTF-8 编码的 ${expected}。` }),
  },
  'body-too-large': {
    rows: [],
    en: ({ limitBytes }) => ({
      message: `The request body is larger than ${limitBytes} bytes.`,
      remedy: 'Send less in one request.',
    }),
    zh: ({ limitBytes }) => ({ message: `请求内容超过 ${limitBytes} 字节。`, remedy: '请减少单次请求的内容。' }),
  },
  'streams-exhausted': {
    rows: [],
    en: ({ most }) => ({
      message: `There are ${most} event streams already, and that is the most.`,
      remedy: 'Close streams that nobody reads: one a process is enough. The feed of events tells the same.',
    }),
    zh: ({ most }) => ({
      message: `事件流已达上限（${most} 个）。`,
      remedy: '请关闭无人读取的事件流，每个进程保持一个即可；也可改用事件列表接口，内容相同。',
    }),
  },
  'uploads-exhausted': {
    rows: [],
    en: ({ most }) => ({
      message: `${most} files are being received already, and that is the most.`,
      remedy: 'Send the file again as soon as Retry-After allows. Nothing of this request was done.',
    }),
    zh: ({ most }) => ({
      message: `正在接收的文件已达上限（${most} 个）。`,
      remedy: '请在 Retry-After 所示时间之后重新发送。本次请求没有产生任何效果。',
    }),
  },
  'upload-not-kept': {
    rows: [],
    en: () => ({
      message: 'The file that was sent cannot be kept while it is read.',
      remedy:
        'Make room in the folder for temporary files of the service (`TMPDIR`), and let it write there; then send the file again.',
    }),
    zh: () => ({
      message: '无法暂存收到的文件。',
      remedy: '请确保服务的临时文件夹（`TMPDIR`）可写且有足够空间，然后重新发送文件。',
    }),
  },
  'rate-limited': {
    rows: [],
    en: ({ by }) => ({
      message:
        by === 'key'
          ? 'Too many calls with this API key in a short time.'
          : 'Too many requests from this address in a short time.',
      remedy: 'Wait as long as Retry-After says, and spread the calls. Nothing of this request was done.',
    }),
    zh: ({ by }) => ({
      message: by === 'key' ? '该 API 密钥短时间内调用过多。' : '该地址短时间内请求过多。',
      remedy: '请等待 Retry-After 所示的时间，并降低调用频率。本次请求未做任何处理。',
    }),
  },
  'signing-expired': {
    rows: [],
    en: ({ expiredAt }) => ({
      message: `This link ran out at ${new Date(expiredAt).toISOString()}.`,
      remedy: 'Ask the platform that sent it for a new one.',
    }),
    zh: ({ expiredAt }) => ({
      message: `该链接已于 ${new Date(expiredAt).toISOString()} 过期。`,
      remedy: '请联系发送该链接的平台重新发送。',
    }),
  },
  'agreement-unknown': {
    rows: [],
    en: () => ({
      message: 'Nothing is known of this agreement under this API key’s profile.',
      remedy:
        'Name it by e-mail, by id, or by `account:` and the number; it exists once a signing or a check was made.',
    }),
    zh: () => ({
      message: '在该 API 密钥所属的商户配置下没有这份协议。',
      remedy: '请使用邮箱、id 或 `account:` 加账号来指定；发起过签约或查询之后协议才会存在。',
    }),
  },
  'alarm-unknown': {
    rows: [],
    en: () => ({ message: 'No such alarm is open.', remedy: 'Its cause may be gone; list the open ones.' }),
    zh: () => ({ message: '没有该未消除的告警。', remedy: '其原因可能已消除，请列出当前告警。' }),
  },
  'operation-unknown': {
    rows: [],
    en: () => ({ message: 'The log holds no such operation.', remedy: 'Look for it in the operation log.' }),
    zh: () => ({ message: '日志中没有这个操作。', remedy: '请在操作日志中查找。' }),
  },
  'check-held': {
    rows: ['Q4-01'],
    en: ({ reason, nextCheckAt }) => ({
      message: heldBecause.en[reason],
      remedy: `Ask again at ${new Date(nextCheckAt).toISOString()}; the service asks by itself as well.`,
    }),
    zh: ({ reason, nextCheckAt }) => ({
      message: heldBecause.zh[reason],
      remedy: `请在 ${new Date(nextCheckAt).toISOString()} 之后再试；系统也会自动查询。`,
    }),
  },
  'email-missing': {
    rows: [],
    en: () => ({ message: 'Type the e-mail of the Alipay account.', remedy: 'For instance agent@example.com.' }),
    zh: () => ({ message: '请填写支付宝账户邮箱。', remedy: '例如 agent@example.com。' }),
  },
  'cross-site-request': {
    rows: [],
    en: () => ({
      message: 'This request was sent by a page of another site, so nothing was done.',
      remedy: 'Open our page directly and use the button there.',
    }),
    zh: () => ({
      message: '该请求来自其他网站的页面，未执行任何操作。',
      remedy: '请直接打开本站页面，再点击其中的按钮。',
    }),
  },
  'host-unknown': {
    rows: [],
    en: () => ({
      message: 'This service does not answer under that host name.',
      remedy: 'Open it at the address that it printed when it started.',
    }),
    zh: () => ({ message: '本服务不使用该主机名。', remedy: '请使用启动时显示的地址访问。' }),
  },
  'second-person-asked': {
    rows: [],
    en: ({ approvalId }) => ({
      message: `It was not done yet: it takes a second person, and was taken down as ${approvalId}.`,
      remedy: 'Another user approves it within a day at /approvals.',
    }),
    zh: ({ approvalId }) => ({
      message: `尚未执行：此操作须由另一人批准，已登记为 ${approvalId}。`,
      remedy: '请另一位用户在一天内于 /approvals 批准。',
    }),
  },
  'operator-pages-closed': {
    rows: [],
    en: () => ({
      message: 'Operators cannot log in here: the connection would not be encrypted.',
      remedy: 'Serve it over https and set PAYCIRCLE_PUBLIC_URL, or open it on the machine itself.',
    }),
    zh: () => ({
      message: '此处连接未加密，操作员不能登录。',
      remedy: '请改用 https 并设置 PAYCIRCLE_PUBLIC_URL，或在服务所在的机器上打开。',
    }),
  },
  'log-in-needed': {
    rows: [],
    en: () => ({ message: 'You are not logged in, or no longer.', remedy: 'Log in at /login and do it again.' }),
    zh: () => ({ message: '您尚未登录，或登录已失效。', remedy: '请在 /login 登录后重试。' }),
  },
  'role-not-enough': {
    rows: [],
    en: ({ role, permission }) => ({
      message: `The role ${role} does not allow this (${permission}).`,
      remedy: 'Ask an administrator, or log in as somebody whose role does.',
    }),
    zh: ({ role, permission }) => ({
      message: `角色 ${role} 无权进行此操作（${permission}）。`,
      remedy: '请联系管理员，或以有权限的用户登录。',
    }),
  },
  'form-of-other-session': {
    rows: [],
    en: () => ({
      message: 'The form is of another session than this one.',
      remedy: 'Open the page again and send it from there.',
    }),
    zh: () => ({ message: '该表单不属于当前登录会话。', remedy: '请重新打开页面后再提交。' }),
  },
  'profile-none': {
    rows: [],
    en: () => ({
      message: 'None of the profiles that you may act for is served here.',
      remedy: 'Ask an administrator to give you another, or to serve it.',
    }),
    zh: () => ({ message: '您有权操作的商户均未在此服务中加载。', remedy: '请联系管理员调整权限或加载该商户。' }),
  },
  'shutting-down': {
    rows: [],
    en: () => ({ message: 'The service is shutting down.', remedy: 'Send the request again in a moment.' }),
    zh: () => ({ message: '服务正在停止。', remedy: '请稍后重新发送请求。' }),
  },
  'internal-error': {
    rows: [],
    en: ({ requestId }) => ({
      message: 'Something went wrong on our side.',
      remedy: `Try again; if it stays, report it with the request number ${requestId}.`,
    }),
    zh: ({ requestId }) => ({ message: '服务内部出错。', remedy: `请重试；如仍出现，请反馈请求编号 ${requestId}。` }),
  },
  'public-url-invalid': {
    rows: [],
    en: ({ publicUrl }) => ({
      message: `“${publicUrl}” cannot be the public address of the service.`,
      remedy: 'Give scheme, host and port only, for instance https://pay.example.com.',
    }),
    zh: ({ publicUrl }) => ({
      message: `“${publicUrl}”不能作为服务的公开地址。`,
      remedy: '只填写协议、主机和端口，例如 https://pay.example.com。',
    }),
  },
})

const heldBecause = {
  en: {
    'cool-down': 'The same question brought no result a short while ago, so it is not repeated yet.',
    'under-way': 'This account is being asked about already.',
    busy: 'Too many queries are waiting for their turn.',
    brake: 'Queries about several agents failed alike in a row, so all of this profile wait until one is answered.',
  },
  zh: {
    'cool-down': '不久前同样的查询没有成功，暂不重复发送。',
    'under-way': '该账户正在查询中。',
    busy: '等待发送的查询过多。',
    brake: '多个代理人的查询接连以同样方式失败，该商户的查询已全部暂缓，待探测查询得到应答后自动恢复。',
  },
} as const

function fieldList(fields: readonly FieldFault[], language: Language): string {
  return fields
    .map(({ path, message }) => (path === '' ? message[language] : `${path}: ${message[language]}`))
    .join('; ')
}
