import { codeFamily } from './family.js'

const anyService = {
  services: ['gateway'],
  places: ['error-page', 'answer'],
  evidence: 'several',
} as const

/** The request's signature, or what it is made with. */
const signatureCodes = codeFamily(
  { ...anyService, category: 'request', scope: 'profile', actor: 'developer', rows: ['S3-14', 'Q3-13'] },
  [
    {
      code: 'ILLEGAL_SIGN',
      services: ['gateway', 'sign_protocol_with_partner'],
      pausesProfile: true,
      evidence: 'documents',
      rows: ['S3-24', 'S3-15', 'Q3-14'],
      zh: [
        '签名检查错误。',
        '支付宝算出的签名与请求中的不同：安全校验码不对或带空格、参与签名的参数与发送的不一致、排序或编码有误、把 sign_type 签了进去，或者 form 的 action 没有带 _input_charset。',
        '用 paycircle explain-signature 找出第一处差异；没有差异时，核对安全校验码的指纹与签约信息。改正之前，该商户的所有请求都会失败。',
      ],
      en: [
        'The signature check failed.',
        'Alipay computed another signature than the request carries: a wrong security key or one with blanks, other parameters signed than sent, wrong order or charset, sign_type signed too, or a form action without _input_charset.',
        'Find the first difference with paycircle explain-signature; where there is none, compare the security key’s fingerprint with the contract’s. Until then every request of this merchant fails.',
      ],
    },
    {
      code: 'ILLEGAL_SIGN_TYPE',
      zh: [
        '签名类型不正确。',
        'sign_type 缺失，或者不是网关接受的值（须全部大写，如 MD5、RSA）。',
        '把 sign_type 设为签约时约定的方式；本网关没有 RSA2。',
      ],
      en: [
        'The signature type is not accepted.',
        'sign_type is missing or no value that the gateway takes (all upper case: MD5, RSA).',
        'Set sign_type to what was agreed for this merchant; RSA2 does not exist on this gateway.',
      ],
    },
    {
      code: 'ILLEGAL_DYN_MD5_KEY',
      rows: ['S3-01', 'Q3-01'],
      zh: [
        '动态密钥信息错误。',
        '商户启用了动态 MD5 密钥，而请求所用的密钥不对或已失效。',
        '向支付宝技术支持确认该商户所用的密钥类型；支付圈接口使用固定的安全校验码。',
      ],
      en: [
        'The dynamic MD5 key is wrong.',
        'The merchant is set up for dynamic MD5 keys, and the key used is wrong or has lapsed.',
        'Ask Alipay’s technical support which kind of key this merchant has; payment circle services use the fixed security key.',
      ],
    },
    {
      code: 'ILLEGAL_ENCRYPT',
      rows: ['S3-01', 'Q3-01'],
      zh: [
        '加密不正确。',
        '请求中的加密内容无法还原，或者所用的密钥、算法与商户配置不符。',
        '支付圈接口没有需要加密的参数：去掉多余的加密，只做签名；仍报此码的联系支付宝技术支持。',
      ],
      en: [
        'The encryption is not correct.',
        'Encrypted content of the request could not be read, or key or algorithm are not those set up for the merchant.',
        'Payment circle services encrypt no parameter: leave encryption out and only sign; if the code stays, ask Alipay’s technical support.',
      ],
    },
    {
      code: 'ILLEGAL_SECURITY_PROFILE',
      category: 'merchant',
      actor: 'operator',
      rows: ['S3-01', 'Q3-01'],
      zh: [
        '未找到匹配的密钥配置。',
        '商户在支付宝没有为该 sign_type 配置密钥，例如以 RSA 签名却没有上传公钥。',
        '改用已配置密钥的签名方式，或者在支付宝上传公钥、补全密钥配置。',
      ],
      en: [
        'No matching key is set up.',
        'At Alipay the merchant has no key for this sign_type, for example RSA without an uploaded public key.',
        'Use the signature type for which a key is set up, or have the key set up, for RSA by uploading the public key.',
      ],
    },
  ],
)

/** Parameters that the gateway checks for every service. */
const parameterCodes = codeFamily(
  { ...anyService, category: 'request', scope: 'request', actor: 'developer', rows: ['S3-11', 'Q3-10'] },
  [
    {
      code: 'ILLEGAL_ARGUMENT',
      zh: [
        '参数不正确。',
        '某个参数的值不符合请求参数列表中的格式；此码不指明是哪一个。',
        '对照接口技术文档逐个核对参数的格式与取值。',
      ],
      en: [
        'An argument is not correct.',
        'The value of some parameter does not have the format of the request-parameter list; the code does not say which.',
        'Compare format and value of each parameter with the interface’s technical document.',
      ],
    },
    {
      code: 'PARAMTER_IS_NULL',
      rows: ['S3-08', 'S3-09', 'Q3-07', 'Q3-08'],
      zh: [
        '参数值为空。',
        '必填参数没有配置，或者传了空值。（错误码中的 PARAMTER 是原样拼写。）',
        '配置所有不可空的参数；不用的可空参数不要发送，也不要发送空值。',
      ],
      en: [
        'A parameter is empty.',
        'A required parameter is not set, or was sent without a value. (PARAMTER is how the code is spelt.)',
        'Set every required parameter; leave out optional ones that are not used rather than sending them empty.',
      ],
    },
    {
      code: 'ILLEGAL_USER',
      scope: 'profile',
      rows: ['S3-01', 'Q3-01'],
      zh: [
        '用户号不正确。',
        '请求中的支付宝用户号（2088 开头的 16 位数字）写错或不存在。',
        '核对合作者身份 ID 和其他用户号，改正后重新签名发送。',
      ],
      en: [
        'A user ID is not correct.',
        'An Alipay user ID of the request (16 digits beginning with 2088) is misspelt or does not exist.',
        'Check the partner ID and any other user ID, correct it, sign and send again.',
      ],
    },
    {
      code: 'ILLEGAL_SERVICE',
      rows: ['S3-09', 'Q3-08'],
      zh: [
        'service 参数不正确。',
        'service 的值不是网关上的接口名，可能拼写有误或大小写不对。',
        '把 service 设为 sign_protocol_with_partner 或 query_customer_protocol，逐字核对。',
      ],
      en: [
        'The service parameter is not correct.',
        'The value of service names no interface of the gateway; it may be misspelt or in the wrong case.',
        'Set service to sign_protocol_with_partner or query_customer_protocol, letter by letter.',
      ],
    },
    {
      code: 'ILLEGAL_EXTERFACE',
      rows: ['S3-09', 'Q3-08'],
      zh: [
        '接口配置不正确。',
        'service 缺失，或者该接口在支付宝一侧没有正确配置。',
        '确认请求中带有 service 并参与签名；无误时联系支付宝技术支持检查接口配置。',
      ],
      en: [
        'The interface is not configured correctly.',
        'service is missing, or the interface is not set up properly at Alipay.',
        'Make sure that service is sent and signed; if it is, have Alipay’s technical support check the interface’s set-up.',
      ],
    },
    {
      code: 'ILLEGAL_AGENT',
      zh: [
        '代理号不正确。',
        '请求带有代理号参数，而其值不正确；支付圈的两个接口不使用该参数。',
        '去掉代理号参数；确需使用时向支付宝确认其值。',
      ],
      en: [
        'The agent ID is not correct.',
        'The request carries an agent ID parameter whose value is wrong; neither payment circle service uses one.',
        'Leave the agent ID out; where it is needed, have Alipay confirm its value.',
      ],
    },
    {
      code: 'ILLEGAL_CHARSET',
      rows: ['S3-12', 'Q3-11'],
      zh: [
        '字符集不合法。',
        '_input_charset 的值不在网关接受之列。',
        '把 _input_charset 设为 utf-8、gbk 或 gb2312，并让它参与签名。',
      ],
      en: [
        'The charset is not allowed.',
        'The value of _input_charset is none that the gateway takes.',
        'Set _input_charset to utf-8, gbk or gb2312 and let it be signed.',
      ],
    },
    {
      code: 'INVALID_CHARACTER_SET',
      rows: ['S3-12', 'Q3-11'],
      zh: [
        '字符集无效。',
        '声明的编码格式与请求的实际字节对不上，或者编码名称无法识别。',
        '核对 _input_charset 与实际编码一致，form 的 action 也带上同一个值。',
      ],
      en: [
        'The character set is invalid.',
        'The declared charset does not fit the bytes of the request, or its name is not recognised.',
        'Make _input_charset agree with the charset really used, and give the form’s action the same value.',
      ],
    },
    {
      code: 'ILLEGAL_ENCODING',
      rows: ['S3-12', 'Q3-11'],
      zh: [
        '不支持该编码类型。',
        '请求以网关不支持的编码发送，例如 big5 或 utf-16。',
        '改用 utf-8、gbk 或 gb2312 编码，重新签名发送。',
      ],
      en: [
        'The encoding is not supported.',
        'The request came in an encoding that the gateway does not support, big5 or utf-16 for example.',
        'Encode in utf-8, gbk or gb2312, sign and send again.',
      ],
    },
    {
      code: 'ILLEGAL_TARGET_SERVICE',
      aliases: ['ILLEGAL_TARGER_SERVICE'],
      category: 'gateway',
      actor: 'alipay',
      rows: [],
      zh: [
        '错误的 target_service。',
        '网关把请求转给内部系统时，找不到对应的目标服务。',
        '核对 service 的值；无误时联系支付宝技术支持。',
      ],
      en: [
        'The target service is wrong.',
        'Passing the request on inside Alipay, the gateway found no such target.',
        'Check the value of service; if it is right, ask Alipay’s technical support.',
      ],
    },
    {
      code: 'ILLEGAL_DIGEST_TYPE',
      rows: [],
      zh: [
        '文件摘要类型不正确。',
        '文件上传接口的摘要算法参数不被接受；支付圈接口不上传文件。',
        '把 file_digest_type 设为接口文档列出的算法，如 MD5。',
      ],
      en: [
        'The type of the file digest is not correct.',
        'An upload interface does not take the digest algorithm named; payment circle services upload no file.',
        'Set file_digest_type to an algorithm that the interface’s document lists, such as MD5.',
      ],
    },
    {
      code: 'ILLEGAL_DIGEST',
      rows: [],
      zh: [
        '文件摘要不正确。',
        '上传的文件与所给摘要不符，文件在计算摘要之后被改动或传输不完整。',
        '对实际发送的文件字节重新计算摘要，再上传。',
      ],
      en: [
        'The file digest is not correct.',
        'The uploaded file does not match its digest: it was changed after the digest was made, or not sent whole.',
        'Compute the digest over the very bytes that are sent, then upload again.',
      ],
    },
    {
      code: 'ILLEGAL_FILE_FORMAT',
      rows: [],
      zh: [
        '文件格式不正确。',
        '上传的文件不是接口要求的格式；支付圈接口不上传文件。',
        '按该接口文档的文件格式重新生成文件。',
      ],
      en: [
        'The file format is not correct.',
        'The uploaded file does not have the format that the interface demands; payment circle services upload no file.',
        'Make the file anew in the format that the interface’s document describes.',
      ],
    },
  ],
)

/** Who may call at all: identity, contract, privileges, addresses. */
const accessCodes = codeFamily(
  { ...anyService, category: 'merchant', scope: 'profile', actor: 'operator', rows: ['S3-01', 'Q3-01'] },
  [
    {
      code: 'ILLEGAL_PARTNER',
      pausesProfile: true,
      zh: [
        '合作者身份 ID 不正确。',
        'partner 写错、不存在，或者不是签约商户的号。',
        '与签约信息核对合作者身份 ID（2088 开头的 16 位数字）；改正之前，该商户的所有请求都会失败。',
      ],
      en: [
        'The partner ID is not correct.',
        'partner is misspelt, does not exist, or is not the contracted merchant’s.',
        'Compare the partner ID (16 digits beginning with 2088) with the contract; until then every request of this merchant fails.',
      ],
    },
    {
      code: 'ILLEGAL_PARTNER_EXTERFACE',
      pausesProfile: true,
      zh: [
        '商户没有该接口的可用合同。',
        '商户没有签约该接口、签约尚未生效，或者因违规被关闭。',
        '确认该合作者身份 ID 已签约这个接口且已生效，否则联系支付宝开通。',
      ],
      en: [
        'The merchant has no contract in force for this interface.',
        'The interface was never contracted, is not yet in force, or was closed because of a breach.',
        'Check that this partner ID has a contract in force for this very interface; otherwise have Alipay open it.',
      ],
    },
    {
      code: 'HAS_NO_PRIVILEGE',
      pausesProfile: true,
      zh: ['无权访问。', '该商户没有调用此接口或操作此对象的权限。', '联系支付宝确认并开通该商户的权限。'],
      en: [
        'Access is not permitted.',
        'This merchant lacks the privilege to call the interface or to touch what was named.',
        'Have Alipay confirm the merchant’s privileges and grant the missing one.',
      ],
    },
    {
      code: 'ILLEGAL_CLIENT_IP',
      pausesProfile: true,
      rows: [],
      zh: [
        '客户端 IP 地址无权访问服务。',
        '支付宝为该商户限定了来源 IP，而请求从其他地址发出，例如更换了出口或代理。',
        '核对服务器的出口 IP，联系支付宝把它加入允许名单。',
      ],
      en: [
        'The caller’s IP address may not use the service.',
        'Alipay restricts this merchant to certain addresses, and the request came from another, after a change of line or proxy for example.',
        'Check the server’s outgoing address and have Alipay add it to the permitted ones.',
      ],
    },
    {
      code: 'ILLEGAL_ACCESS_SWITCH_SYSTEM',
      zh: [
        '商户不允许访问该类型的系统。',
        '支付宝内部没有为该商户开放此接口所在的系统。',
        '联系支付宝技术支持，说明合作者身份 ID 和接口名，请其检查商户权限。',
      ],
      en: [
        'The merchant may not use this kind of system.',
        'Inside Alipay the system behind this interface is not open to the merchant.',
        'Give Alipay’s technical support the partner ID and the interface’s name and have them check the merchant’s rights.',
      ],
    },
  ],
)

/** The anti-phishing checks of page interfaces. */
const phishingCodes = codeFamily(
  { ...anyService, places: ['error-page'], category: 'request', scope: 'request', actor: 'developer', rows: [] },
  [
    {
      code: 'ILLEGAL_REQUEST_REFERER',
      zh: [
        '防钓鱼检查不支持该请求来源。',
        '浏览器不是从商户登记的网站来到支付宝的，或者没有带上来源。',
        '从登记的网站发起跳转，不要隐藏来源；需要新增域名时联系支付宝。',
      ],
      en: [
        'The anti-phishing check refuses where the request comes from.',
        'The browser did not come from the merchant’s registered site, or sent no referrer.',
        'Send the browser from the registered site without hiding the referrer; have Alipay register a new domain.',
      ],
    },
    {
      code: 'ILLEGAL_ANTI_PHISHING_KEY',
      zh: [
        '防钓鱼时间戳参数非法。',
        '商户启用了防钓鱼时间戳，而请求中的 anti_phishing_key 缺失或不对。',
        '每次请求前用 query_timestamp 取得时间戳填入；未启用的不要发送该参数。',
      ],
      en: [
        'The anti-phishing timestamp is not legal.',
        'The merchant has anti-phishing timestamps switched on, and anti_phishing_key is missing or wrong.',
        'Fetch a timestamp with query_timestamp before each request; where they are not switched on, do not send the parameter.',
      ],
    },
    {
      code: 'ANTI_PHISHING_KEY_TIMEOUT',
      actor: 'agent',
      zh: [
        '防钓鱼时间戳超时。',
        '页面在取得时间戳之后停留太久才提交。',
        '回到商户网站重新发起，由网站取得新的时间戳。',
      ],
      en: [
        'The anti-phishing timestamp has expired.',
        'Too much time passed between fetching the timestamp and submitting the page.',
        'Go back to the merchant’s site and start again, so that it fetches a new timestamp.',
      ],
    },
    {
      code: 'ILLEGAL_EXTER_INVOKE_IP',
      zh: [
        '防钓鱼检查：调用 IP 非法。',
        '请求参数 exter_invoke_ip 与打开支付宝页面的浏览器 IP 不一致。',
        '传入用户浏览器的真实 IP（注意代理和内网地址）；未启用该检查的不要发送该参数。',
      ],
      en: [
        'The anti-phishing check refuses the invoking IP.',
        'exter_invoke_ip differs from the address of the browser that opened Alipay’s page.',
        'Pass the true address of the user’s browser (mind proxies and private addresses); where the check is off, do not send the parameter.',
      ],
    },
  ],
)

/** Alipay's own state. */
const systemCodes = codeFamily({ ...anyService, category: 'gateway', scope: 'gateway', actor: 'alipay', rows: [] }, [
  {
    code: 'EXTERFACE_IS_CLOSED',
    pausesProfile: true,
    zh: [
      '接口已关闭。',
      '支付宝停用了该接口，或者对该商户关闭了它。',
      '联系支付宝技术支持询问关闭原因和恢复时间；在此之前，继续调用没有意义。',
    ],
    en: [
      'The interface is switched off.',
      'Alipay has taken the interface out of service, or closed it to this merchant.',
      'Ask Alipay’s technical support why and until when; calling it in the meantime is pointless.',
    ],
  },
  {
    code: 'SESSION_TIMEOUT',
    scope: 'request',
    actor: 'agent',
    zh: [
      '会话超时。',
      '支付宝页面停留过久，或者使用了保存下来的旧地址。',
      '先用 query_customer_protocol 查询；确认未签约后，从商户网站重新发起签约。查询时遇到的，过一会儿再查。',
    ],
    en: [
      'The session timed out.',
      'Alipay’s page was left open too long, or an old saved address was used.',
      'First ask query_customer_protocol; if not signed, start the signing again from the merchant’s site. Met on a query, query again later.',
    ],
  },
  {
    code: 'ILLEGAL_SWITCH_SYSTEM',
    zh: ['切换系统异常。', '请求在支付宝内部系统之间转接时失败。', '过一会儿重试；持续出现时联系支付宝技术支持。'],
    en: [
      'Switching between systems failed.',
      'The request failed on its way from one system inside Alipay to another.',
      'Try again later; if it persists, ask Alipay’s technical support.',
    ],
  },
])

/** Codes that any service of the gateway may answer with. */
export const gatewayCodes = [...signatureCodes, ...parameterCodes, ...accessCodes, ...phishingCodes, ...systemCodes]
