import { defineMessages } from '../base/index.js'

/** All that the explainer says: mistakes by which a signature came about, and findings about what was given. */
export const messages = defineMessages({
  en: {
    // Mistakes in what is signed
    'sign-type-signed': () => 'sign_type was signed as well. Leave sign and sign_type out of the pre-sign string.',
    'empty-signed': () =>
      'Parameters without a value were signed as name=. Neither sign nor send a parameter that has no value.',
    'charset-not-signed': () =>
      '_input_charset is sent but was not signed. It belongs to the pre-sign string like any other parameter.',
    'charset-signed-not-sent': (charset: string) =>
      `_input_charset=${charset} was signed but does not arrive. Send it as a parameter too: a browser drops the query of a form’s action on GET.`,
    'foreign-not-signed': () =>
      'Parameters that are not in the service’s list are sent but were not signed. Send nothing outside the list.',
    'parameter-not-signed': (parameter: string) =>
      `${parameter} is sent but was not signed. Sign exactly what is sent, and send exactly what is signed.`,
    'other-duplicate': () =>
      'A parameter is sent twice with different values, and the other value was signed. Send each parameter once.',
    'charset-name-case': () =>
      '_input_charset was signed in another case than it is sent. Sign the very text that is sent.',
    'charset-name-other': (charset: string) =>
      `_input_charset=${charset} was signed, but another value is sent. Sign the value that is sent.`,
    // Mistakes in the values
    'other-charset': (charset: string) =>
      `The string was signed in ${charset}, not in the charset that _input_charset declares. Encode it in the declared charset before hashing.`,
    'characters-replaced': () =>
      'Characters beyond ASCII were signed as question marks: a conversion to a charset without Chinese came before the hash. Name the charset where text becomes bytes.',
    'values-trimmed': () =>
      'Values were signed without the blanks around them, but are sent with them. Trim before both, or before neither.',
    'values-encoded-twice': () =>
      'Values are sent percent-encoded twice: what the gateway decodes is still encoded. Encode each value once, after signing.',
    'plus-sent-raw': () =>
      'A + was sent unencoded and arrives as a blank. Percent-encode values, so that + becomes %2B.',
    'newlines-as-lf': () =>
      'Line ends were signed as LF, but a browser sends them as CR LF. Keep line ends out of form values.',
    'values-html-escaped': () =>
      'Values were escaped for HTML before they were signed, & to &amp; for example. Sign the raw values, and escape only when writing the page.',
    'values-html-unescaped': () =>
      'The values sent still hold HTML entities such as &amp;, while the raw ones were signed. Escape once, and only when writing the page.',
    'values-url-encoded': () =>
      'Values were percent-encoded before they were signed (blank as %20). Sign the raw values and encode afterwards.',
    'values-url-encoded-lower': () =>
      'Values were percent-encoded with lower-case digits before they were signed. Sign the raw values and encode afterwards.',
    'values-form-encoded': () =>
      'Values were form-encoded before they were signed (blank as +). Sign the raw values and encode afterwards.',
    'values-form-encoded-lower': () =>
      'Values were form-encoded with lower-case digits before they were signed (blank as +). Sign the raw values and encode afterwards.',
    'values-double-encoded': () =>
      'Values were percent-encoded twice before they were signed. Sign the raw values and encode once, afterwards.',
    // Mistakes in order and joining
    'order-as-sent': () => 'Parameters were signed in the order in which they are sent. Sort them by name, a to z.',
    'order-by-pair': () =>
      'The name=value texts were sorted rather than the names. Sort by name: the difference shows where one name begins another.',
    'order-ignoring-case': () =>
      'Names were sorted without regard to case. Sort by character code: capitals come first.',
    'trailing-ampersand': () => 'The string that was signed ends in &. Put & only between parameters.',
    'key-as-parameter': () =>
      'The key was joined as &key=…, as other payment services do. Here the key follows the string directly.',
    // Mistakes with the key
    'key-trimmed': () =>
      'The signature was made with the key without the blanks around it; the key given here has them. Store the key without blanks and line ends.',
    'key-newline-appended': () =>
      'The key with which it was signed ends in a line end (LF), as when a key file is read whole. Trim what is read from the file.',
    'key-carriage-return-newline-appended': () =>
      'The key with which it was signed ends in a Windows line end (CR LF). Trim what is read from the file.',
    'key-upper-case': () =>
      'The key with which it was signed is in capitals. The key counts letter by letter; copy it as it is.',
    'key-lower-case': () =>
      'The key with which it was signed is in lower case. The key counts letter by letter; copy it as it is.',
    'key-first': () => 'The key was put before the string. It follows the string directly.',
    'key-missing': () => 'No key was hashed with the string. Append the security key to it.',
    // Mistakes in the signature
    'signature-upper-case': () => 'The signature is right but in capitals. Send it in lower case.',
    'signature-blanks': () => 'The signature is right but has blanks or line ends in it. Send it without them.',
    'signature-sixteen-digits': () => 'The signature is the middle 16 digits of the right one. Send all 32.',
    'signature-base64-digest': () =>
      'The signature is the right MD5 digest in base64. Send it in lower-case hexadecimal digits.',
    'signature-plus-lost': () =>
      'The signature’s + arrived as blanks. Percent-encode the signature when sending it, so that + becomes %2B.',
    'signature-url-safe': () => 'The signature is in url-safe base64 (- and _). Send standard base64 (+ and /).',
    'digest-sha1': () => 'SHA-1 was used in place of MD5. Hash with MD5 where sign_type is MD5.',
    'digest-sha256': () => 'SHA-256 was used in place of MD5. Hash with MD5 where sign_type is MD5.',
    'signed-with-md5': () => 'The request declares RSA but is signed with MD5. Make sign_type and signature agree.',
    'signed-with-rsa': () => 'The request declares MD5 but is signed with RSA. Make sign_type and signature agree.',
    'rsa-with-sha256': () =>
      'RSA was used with SHA-256 (known as RSA2). This gateway’s RSA is SHA1withRSA; it has no RSA2.',
    'rsa-with-md5': () => 'RSA was used with MD5 (MD5withRSA). This gateway’s RSA is SHA1withRSA.',
    // Findings about the request
    'several-requests': (count: number) => `${count} requests were found; the first one to the gateway is explained.`,
    'url-line-breaks': () => 'The address was broken into lines; they were joined.',
    'url-fragment': () =>
      'The address holds a #: everything behind it stays in the browser. A # inside a value must be sent as %23.',
    'url-from-html': () => 'The address was copied out of a page’s source; &amp; was read as &.',
    'named-button': (name: string) =>
      `A button of the form has the name ${name} and would be sent as an unsigned parameter. Give the button no name.`,
    'action-without-charset': () =>
      'The form posts to an action without ?_input_charset=…, which the gateway needs before it decodes the fields.',
    'action-with-parameters': () =>
      'The form’s action carries more than _input_charset. The action is the gateway with ?_input_charset=… and nothing else.',
    'action-query-dropped': () =>
      'The form is sent with GET, so the browser drops the parameters in its action. Put every parameter into a hidden input.',
    'charset-conflict': (inUrl: string, inBody: string) =>
      `_input_charset is ${inUrl} in the address and ${inBody} in the body. Send the same value in both.`,
    'charset-absent': () =>
      '_input_charset is missing. It must be sent and signed; here gbk is assumed, as the gateway seems to.',
    'charset-unknown': () => '_input_charset names a charset that the gateway does not take: utf-8, gbk or gb2312.',
    'charset-lacks-character': (declared: string, used: string) =>
      `The values hold characters that ${declared} does not have; ${used} was used to show the pre-sign string.`,
    'not-the-gateway': () => 'The request does not go to https://mapi.alipay.com/gateway.do. Send it nowhere else.',
    'percent-malformed': (name: string) =>
      `${name} holds a % without two hexadecimal digits behind it; it was read as the character %.`,
    'bytes-in-other-charset': (name: string, declared: string, actual: string) =>
      `The bytes of ${name} are not ${declared} as declared, but ${actual}. Encode values in the charset that _input_charset declares.`,
    'bytes-in-no-charset': (name: string) =>
      `The bytes of ${name} are in none of utf-8, gbk and gb2312; they were left percent-encoded.`,
    'parameter-foreign': (name: string, service: string) =>
      `${name} is not in the parameter list of ${service}, as far as it is publicly known. Confirm against your PDF, and send nothing outside the list.`,
    'parameter-empty': (name: string) =>
      `${name} is sent without a value. Leave out optional parameters that are not used.`,
    'parameter-twice': (name: string) => `${name} is sent more than once with different values; the first was used.`,
    'value-blanks': (name: string) => `The value of ${name} begins or ends with a blank.`,
    'value-invisible': (name: string) => `The value of ${name} holds characters that cannot be seen.`,
    'value-still-encoded': (name: string) =>
      `The value of ${name} still looks percent-encoded after decoding; perhaps it was encoded twice.`,
    'value-entity': (name: string) => `The value of ${name} holds an HTML entity; perhaps it was escaped twice.`,
    'key-in-request': () =>
      'The request itself holds the key. Whoever sees it can sign in your name: have the key replaced at Alipay.',
    // Findings about the signature and its type
    'sign-type-absent': (assumed: string) => `sign_type is missing; ${assumed} is assumed. It must be sent.`,
    'sign-type-case': () => 'sign_type is not all capitals. The gateway takes MD5 and RSA, written so.',
    'sign-type-not-here': (assumed: string) =>
      `The gateway does not take this sign_type with a public format; it is explained as ${assumed}.`,
    'signature-absent': () => 'The request has no sign. It must be sent together with sign_type.',
    'signature-length': (length: number, expected: number) =>
      `The signature has ${length} characters where ${expected} are expected.`,
    'signature-not-hexadecimal': () => 'The signature is not made of hexadecimal digits as MD5 signatures are.',
    'signature-not-base64': () => 'The signature is not standard base64 as RSA signatures are.',
    'signature-not-by-this-key': () =>
      'The signature cannot be opened with this public key: it was made with another private key, or was damaged on the way.',
    // Findings about the key
    'key-absent': (signType: string) =>
      `Without the key for ${signType} the signature cannot be checked; only the string that must be signed is shown.`,
    'key-blanks': (leading: number, trailing: number) =>
      `The key has blanks around it: ${leading} before, ${trailing} after.`,
    'key-inner-blanks': () => 'The key has blanks or line ends within it.',
    'key-line-end': () => 'The key has more than one line.',
    'key-byte-order-mark': () => 'The key begins with a byte order mark, which editors put into files.',
    'key-length': (bytes: number) => `The key has ${bytes} bytes; a security key has 32 characters.`,
    'key-not-alphanumeric': () => 'The key holds characters other than letters and digits.',
    'key-looks-rsa': () =>
      'An RSA key was given, but the request is signed with MD5, which needs the 32-character security key.',
    'key-looks-md5': () => 'The key looks like a security key for MD5, but the request is signed with RSA.',
    'key-not-rsa': () => 'The key is no RSA private key (PEM or base64, PKCS#1 or PKCS#8).',
    'public-key-unreadable': () => 'The public key is no RSA public key (PEM or base64).',
    // What is left when nothing reproduces the signature
    'cause-other-key': () =>
      'Most likely: it was signed with another key. Compare the fingerprint with that of the key which the signing program reads.',
    'cause-signed-not-sent': () => 'A parameter was signed that is not sent, or was removed on the way.',
    'cause-changed-after-signing': () =>
      'A value was changed after signing, by a framework, a proxy or a template for example.',
    'cause-string-differs': () =>
      'The key is the right one, since it opens the signature: another string was signed. Log the string just before it is signed and compare it with the one shown here.',
    // What was left out of the pre-sign string
    'left-out-signature': () => 'the signature does not sign itself',
    'left-out-sign-type': () => 'sign_type is sent but not signed',
    'left-out-empty': () => 'parameters without a value are not signed',
    'left-out-repeated': () => 'repeated parameter; the first one counts',
    // Characters that cannot be seen
    'character-null': () => 'null character',
    'character-tab': () => 'tabulator',
    'character-line-feed': () => 'line feed',
    'character-carriage-return': () => 'carriage return',
    'character-backslash': () => 'a backslash of the text itself',
    'character-no-break-space': () => 'no-break space',
    'character-full-width-space': () => 'full-width space',
    'character-zero-width': () => 'zero-width character',
    'character-byte-order-mark': () => 'byte order mark',
    'character-other': () => 'character that cannot be seen',
  },
  zh: {
    'sign-type-signed': () => 'sign_type 也参与了签名。待签名字符串中须除去 sign 和 sign_type。',
    'empty-signed': () => '空值参数以“参数名=”的形式参与了签名。没有值的参数既不要签名，也不要发送。',
    'charset-not-signed': () => '发送了 _input_charset，却没有让它参与签名。它与其他参数一样，必须加入签名运算。',
    'charset-signed-not-sent': (charset) =>
      `_input_charset=${charset} 参与了签名，却没有送达。它也必须作为参数发送：以 get 提交表单时，浏览器会丢弃 action 中的参数。`,
    'foreign-not-signed': () => '发送了请求参数列表之外的参数，而签名时没有算上。请不要发送列表之外的任何参数。',
    'parameter-not-signed': (parameter) =>
      `发送了 ${parameter}，签名时却没有算上。签名的参数与发送的参数必须完全一致。`,
    'other-duplicate': () => '同一参数以不同的值发送了两次，而签名用的是另一个值。每个参数只发送一次。',
    'charset-name-case': () => '_input_charset 签名时与发送时的大小写不同。签名必须使用实际发送的文本。',
    'charset-name-other': (charset) =>
      `签名时 _input_charset 为 ${charset}，发送的却是另一个值。签名必须使用实际发送的值。`,
    'other-charset': (charset) =>
      `待签名字符串按 ${charset} 编码后计算了签名，与 _input_charset 声明的编码不同。请先按声明的编码转换为字节，再计算签名。`,
    'characters-replaced': () =>
      'ASCII 以外的字符以问号参与了签名：计算签名之前转换到了不含汉字的编码。把文本转换为字节时请指明编码。',
    'values-trimmed': () => '签名时去掉了参数值首尾的空格，发送时却保留着。请在签名和发送之前统一处理。',
    'values-encoded-twice': () =>
      '发送的参数值做了两次 URL 编码，网关解码一次之后仍是编码后的文本。请在签名之后只编码一次。',
    'plus-sent-raw': () => '加号没有编码就发送，到达网关时变成了空格。请对参数值做 URL 编码，加号应写作 %2B。',
    'newlines-as-lf': () => '签名时换行为 LF，而浏览器提交表单时发送 CR LF。表单的参数值中不要含有换行。',
    'values-html-escaped': () =>
      '签名之前对参数值做了 HTML 转义，例如把 & 写成 &amp;。请对原始值签名，只在输出页面时转义。',
    'values-html-unescaped': () =>
      '发送的参数值中仍含有 &amp; 之类的 HTML 实体，而签名用的是原始值。请只在输出页面时转义一次。',
    'values-url-encoded': () => '签名之前对参数值做了 URL 编码（空格为 %20）。请先对原始值签名，再做编码。',
    'values-url-encoded-lower': () => '签名之前对参数值做了 URL 编码（十六进制为小写）。请先对原始值签名，再做编码。',
    'values-form-encoded': () => '签名之前对参数值做了表单编码（空格为 +）。请先对原始值签名，再做编码。',
    'values-form-encoded-lower': () =>
      '签名之前对参数值做了表单编码（空格为 +，十六进制为小写）。请先对原始值签名，再做编码。',
    'values-double-encoded': () => '签名之前对参数值做了两次 URL 编码。请先对原始值签名，之后只编码一次。',
    'order-as-sent': () => '签名时参数按发送的次序排列。请按参数名由 a 到 z 排序。',
    'order-by-pair': () =>
      '排序的对象是“参数名=参数值”，而不是参数名。请按参数名排序：一个参数名是另一个的开头时，结果不同。',
    'order-ignoring-case': () => '排序时忽略了参数名的大小写。请按字符编码排序，大写在前。',
    'trailing-ampersand': () => '待签名字符串末尾多了一个 &。& 只出现在参数之间。',
    'key-as-parameter': () => '密钥以 &key=… 的形式拼接，这是其他支付平台的做法。这里密钥直接接在字符串之后。',
    'key-trimmed': () => '签名所用的密钥首尾没有空白，而此处给出的密钥带有空白。保存密钥时请去掉空格和换行。',
    'key-newline-appended': () => '签名所用的密钥末尾带有换行（LF），常见于整读密钥文件。读出之后请去掉换行。',
    'key-carriage-return-newline-appended': () => '签名所用的密钥末尾带有 Windows 换行（CR LF）。读出之后请去掉换行。',
    'key-upper-case': () => '签名所用的密钥被转成了大写。密钥区分大小写，请原样使用。',
    'key-lower-case': () => '签名所用的密钥被转成了小写。密钥区分大小写，请原样使用。',
    'key-first': () => '密钥放在了字符串之前。它应直接接在字符串之后。',
    'key-missing': () => '计算签名时没有加入密钥。请把安全校验码接在字符串之后。',
    'signature-upper-case': () => '签名本身正确，但用了大写。请以小写发送。',
    'signature-blanks': () => '签名本身正确，但夹有空格或换行。请去掉之后发送。',
    'signature-sixteen-digits': () => '签名只是正确结果中间的 16 位。请发送全部 32 位。',
    'signature-base64-digest': () => '签名是正确的 MD5 摘要，但以 base64 表示。请以小写十六进制发送。',
    'signature-plus-lost': () => '签名中的加号到达时变成了空格。发送时请对签名做 URL 编码，加号应写作 %2B。',
    'signature-url-safe': () => '签名用了 URL 安全的 base64（- 和 _）。请使用标准 base64（+ 和 /）。',
    'digest-sha1': () => '用 SHA-1 代替了 MD5。sign_type 为 MD5 时请用 MD5 计算。',
    'digest-sha256': () => '用 SHA-256 代替了 MD5。sign_type 为 MD5 时请用 MD5 计算。',
    'signed-with-md5': () => '请求声明为 RSA，实际却用 MD5 签名。请让 sign_type 与签名一致。',
    'signed-with-rsa': () => '请求声明为 MD5，实际却用 RSA 签名。请让 sign_type 与签名一致。',
    'rsa-with-sha256': () => 'RSA 签名用了 SHA-256（即 RSA2）。本网关的 RSA 是 SHA1withRSA，没有 RSA2。',
    'rsa-with-md5': () => 'RSA 签名用了 MD5（MD5withRSA）。本网关的 RSA 是 SHA1withRSA。',
    'several-requests': (count) => `找到 ${count} 个请求，分析的是第一个发往网关的请求。`,
    'url-line-breaks': () => '地址被折成了多行，已经拼接。',
    'url-fragment': () => '地址中含有 #，其后的内容不会离开浏览器。参数值中的 # 应写作 %23。',
    'url-from-html': () => '地址是从页面源代码复制的，&amp; 已按 & 读取。',
    'named-button': (name) => `表单的按钮带有 name（${name}），会作为未签名的参数发送。请去掉按钮的 name。`,
    'action-without-charset': () => '表单以 post 提交，而 action 没有带 ?_input_charset=…，网关解码各字段之前需要它。',
    'action-with-parameters': () =>
      '表单的 action 除 _input_charset 外还带有其他参数。action 只能是网关地址加 ?_input_charset=…。',
    'action-query-dropped': () => '表单以 get 提交，浏览器会丢弃 action 中的参数。请把每个参数都写成隐藏的 input。',
    'charset-conflict': (inUrl, inBody) => `_input_charset 在地址中为 ${inUrl}，在请求体中为 ${inBody}。两处必须相同。`,
    'charset-absent': () => '缺少 _input_charset。它必须发送并参与签名；此处按网关可能的默认值 gbk 处理。',
    'charset-unknown': () => '_input_charset 不是网关接受的编码：utf-8、gbk 或 gb2312。',
    'charset-lacks-character': (declared, used) =>
      `参数值含有 ${declared} 编码中没有的字符，此处的待签名字符串以 ${used} 显示。`,
    'not-the-gateway': () => '请求没有发往 https://mapi.alipay.com/gateway.do。请不要发往其他任何地址。',
    'percent-malformed': (name) => `${name} 中有 % 之后不是两位十六进制数字，已按字符 % 读取。`,
    'bytes-in-other-charset': (name, declared, actual) =>
      `${name} 的字节不是所声明的 ${declared} 编码，而是 ${actual}。请按 _input_charset 声明的编码对参数值编码。`,
    'bytes-in-no-charset': (name) => `${name} 的字节不属于 utf-8、gbk、gb2312 中的任何一种，保留了编码后的文本。`,
    'parameter-foreign': (name, service) =>
      `就公开资料所知，${name} 不在 ${service} 的请求参数列表中。请对照您手中的接口文档确认，不要发送列表之外的参数。`,
    'parameter-empty': (name) => `${name} 没有值也发送了。不用的可空参数请不要发送。`,
    'parameter-twice': (name) => `${name} 以不同的值发送了多次，此处取第一个。`,
    'value-blanks': (name) => `${name} 的值首尾带有空格。`,
    'value-invisible': (name) => `${name} 的值含有不可见字符。`,
    'value-still-encoded': (name) => `${name} 的值解码之后仍像 URL 编码，可能编码了两次。`,
    'value-entity': (name) => `${name} 的值含有 HTML 实体，可能转义了两次。`,
    'key-in-request': () => '请求中带有密钥本身。看到请求的人都能冒用您的签名，请到支付宝更换密钥。',
    'sign-type-absent': (assumed) => `缺少 sign_type，此处按 ${assumed} 处理。它必须发送。`,
    'sign-type-case': () => 'sign_type 不是全部大写。网关接受的写法是 MD5 和 RSA。',
    'sign-type-not-here': (assumed) => `网关没有格式公开的这种签名方式，此处按 ${assumed} 分析。`,
    'signature-absent': () => '请求中没有 sign。它必须与 sign_type 一起发送。',
    'signature-length': (length, expected) => `签名有 ${length} 个字符，应为 ${expected} 个。`,
    'signature-not-hexadecimal': () => '签名不是十六进制数字，而 MD5 签名应当如此。',
    'signature-not-base64': () => '签名不是标准 base64，而 RSA 签名应当如此。',
    'signature-not-by-this-key': () => '用这个公钥无法还原签名：签名出自另一把私钥，或者在途中损坏。',
    'key-absent': (signType) => `没有给出 ${signType} 的密钥，无法核对签名，只显示应当签名的字符串。`,
    'key-blanks': (leading, trailing) => `密钥首尾带有空白：前 ${leading} 个，后 ${trailing} 个。`,
    'key-inner-blanks': () => '密钥中间夹有空格或换行。',
    'key-line-end': () => '密钥不止一行。',
    'key-byte-order-mark': () => '密钥以字节顺序标记（BOM）开头，它是编辑器写入文件的。',
    'key-length': (bytes) => `密钥为 ${bytes} 字节，而安全校验码为 32 个字符。`,
    'key-not-alphanumeric': () => '密钥含有字母和数字以外的字符。',
    'key-looks-rsa': () => '给出的是 RSA 密钥，而请求用 MD5 签名，需要 32 位的安全校验码。',
    'key-looks-md5': () => '给出的像是 MD5 的安全校验码，而请求用 RSA 签名。',
    'key-not-rsa': () => '密钥不是 RSA 私钥（PEM 或 base64，PKCS#1 或 PKCS#8）。',
    'public-key-unreadable': () => '公钥不是 RSA 公钥（PEM 或 base64）。',
    'cause-other-key': () => '最可能的原因：签名用的是另一个密钥。请与签名程序实际读取的密钥核对指纹。',
    'cause-signed-not-sent': () => '签名时算上了没有发送的参数，或者参数在途中被去掉。',
    'cause-changed-after-signing': () => '参数值在签名之后被改动，例如被框架、代理或页面模板改动。',
    'cause-string-differs': () =>
      '密钥是对的，它能还原签名：签名的是另一个字符串。请在签名之前把字符串写入日志，与此处显示的比较。',
    'left-out-signature': () => '签名本身不参与签名',
    'left-out-sign-type': () => 'sign_type 发送但不参与签名',
    'left-out-empty': () => '没有值的参数不参与签名',
    'left-out-repeated': () => '重复的参数，以第一个为准',
    'character-null': () => '空字符（NUL）',
    'character-tab': () => '制表符',
    'character-line-feed': () => '换行',
    'character-carriage-return': () => '回车',
    'character-backslash': () => '文本自身的反斜杠',
    'character-no-break-space': () => '不换行空格',
    'character-full-width-space': () => '全角空格',
    'character-zero-width': () => '零宽字符',
    'character-byte-order-mark': () => '字节顺序标记（BOM）',
    'character-other': () => '不可见字符',
  },
})
