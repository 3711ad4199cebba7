import { describe, expect, it } from 'vitest'
import { kindOf } from './read.js'

/** Lines as the loggers of those names write them when nothing is configured, or as their manuals configure them. */
const samples: Readonly<Record<string, string>> = {
  'log4j, ISO 8601': `2026-11-20 10:00:00,123 INFO  [http-nio-8080-exec-1] com.shop.pay.AlipayService (AlipayService.java:42) - query agent@example.com
2026-11-20 10:00:15,130 ERROR [http-nio-8080-exec-1] com.shop.pay.AlipayService (AlipayService.java:57) - failed
java.net.SocketTimeoutException: Read timed out
\tat java.base/java.net.SocketInputStream.socketRead0(Native Method)
\tat java.base/java.net.SocketInputStream.read(SocketInputStream.java:115)
\t... 23 more
2026-11-20 10:00:16,001 INFO  [http-nio-8080-exec-2] com.shop.pay.AlipayService (AlipayService.java:42) - query b@example.com`,
  'log4j, with brackets': `[2026-11-20 10:00:00,123][INFO ][com.shop.pay.AlipayService] query
[2026-11-20 10:00:01,123][WARN ][com.shop.pay.AlipayService] slow`,
  'logback, as it comes': `10:00:00.123 [main] INFO  com.shop.pay.AlipayService - query
10:00:01.456 [main] DEBUG com.shop.pay.AlipayService - <alipay><is_success>T</is_success></alipay>`,
  'Spring Boot': `2026-11-20T10:00:00.123+08:00  INFO 4711 --- [shop] [nio-8080-exec-1] c.s.pay.AlipayService : query
2026-11-20T10:00:01.123+08:00  WARN 4711 --- [shop] [nio-8080-exec-1] c.s.pay.AlipayService : slow`,
  'java.util.logging': `Nov 20, 2026 10:00:00 AM com.shop.pay.AlipayService query
INFO: query agent@example.com
Nov 20, 2026 10:00:01 AM com.shop.pay.AlipayService query
WARNING: slow`,
  'java.util.logging in Chinese': `2026-11-20 10:00:00 com.shop.pay.AlipayService query
信息: 查询 agent@example.com
十一月 20, 2026 10:00:01 上午 com.shop.pay.AlipayService query
严重: 超时`,
  'java.util.logging in Chinese, newer': `2026年11月20日 上午10:00:00 com.shop.pay.AlipayService query
信息: 查询
2026年11月20日 上午10:00:01 com.shop.pay.AlipayService query
警告: 应答缓慢`,
  'catalina.out': `20-Nov-2026 10:00:00.123 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in 4711 ms
20-Nov-2026 10:00:01.123 SEVERE [http-nio-8080-exec-1] com.shop.pay.AlipayService.query failed`,
  log4net: `2026-11-20 10:00:00,123 [5] INFO  Shop.Pay.AlipayService - query
2026-11-20 10:00:01,123 [5] ERROR Shop.Pay.AlipayService - failed
System.Net.WebException: The operation has timed out
   at System.Net.HttpWebRequest.GetResponse()
   at Shop.Pay.AlipayService.Query(String email)
2026-11-20 10:00:02,123 [5] INFO  Shop.Pay.AlipayService - query`,
  NLog: `2026-11-20 10:00:00.1234|INFO|Shop.Pay.AlipayService|query
2026-11-20 10:00:01.1234|ERROR|Shop.Pay.AlipayService|failed`,
  'Serilog, compact': `{"@t":"2026-11-20T02:00:00.1234567Z","@mt":"query {Email}","Email":"agent@example.com"}
{"@t":"2026-11-20T02:00:01.1234567Z","@mt":"failed","@l":"Error"}`,
  'ASP.NET Core, to the console': `info: Shop.Pay.AlipayService[0]
      query agent@example.com
fail: Shop.Pay.AlipayService[0]
      failed
warn: Shop.Pay.AlipayService[0]
      slow`,
  'logging of Python': `2026-11-20 10:00:00,123 - shop.pay - INFO - query
2026-11-20 10:00:01,123 - shop.pay - ERROR - failed
Traceback (most recent call last):
  File "/srv/shop/pay.py", line 12, in query
    answer = urlopen(url)
  File "/usr/lib/python3/urllib/request.py", line 222, in urlopen
    return opener.open(url, data, timeout)
2026-11-20 10:00:02,123 - shop.pay - INFO - query`,
  'logging of Python, as it comes': `INFO:shop.pay:query
WARNING:shop.pay:slow`,
  'error_log of PHP': `[20-Nov-2026 10:00:00 Asia/Shanghai] query agent@example.com
[20-Nov-2026 10:00:01 Asia/Shanghai] PHP Notice:  Undefined index: sign in /srv/shop/notify.php on line 12`,
  'Monolog, as Laravel sets it': `[2026-11-20 10:00:00] production.INFO: query {"email":"agent@example.com"}
[2026-11-20 10:00:01] production.ERROR: failed`,
  ThinkPHP: `[ 2026-11-20T10:00:00+08:00 ] 10.0.0.1 GET /pay/query
INFO: [ app_init ] --START--
[ 2026-11-20T10:00:01+08:00 ] 10.0.0.1 GET /pay/query`,
  'logResult of a sample shop': `执行日期：20261120100000
partner=2088000000000000&service=query_customer_protocol
执行日期：20261120100001
partner=2088000000000000&service=query_customer_protocol`,
  'Logger of Ruby': `# Logfile created on 2026-11-20 10:00:00 +0800 by logger.rb/v1.6.0
I, [2026-11-20T10:00:00.123456 #4711]  INFO -- : query
E, [2026-11-20T10:00:01.123456 #4711] ERROR -- : failed`,
  'log of Go': `2026/11/20 10:00:00 query agent@example.com
2026/11/20 10:00:01 failed`,
  'slog and logrus': `time=2026-11-20T10:00:00.123+08:00 level=INFO msg=query email=agent@example.com
time="2026-11-20T10:00:01+08:00" level=error msg=failed`,
  'go-kit': `level=info ts=2026-11-20T02:00:00.123Z caller=query.go:12 msg=query
level=error ts=2026-11-20T02:00:01.123Z caller=query.go:20 msg=failed`,
  zap: `{"level":"info","ts":1795140000.123,"caller":"pay/query.go:12","msg":"query"}
{"level":"error","ts":1795140001.123,"caller":"pay/query.go:20","msg":"failed"}`,
  pino: `{"level":30,"time":1795140000123,"pid":4711,"hostname":"web","msg":"query"}
{"level":50,"time":1795140001123,"pid":4711,"hostname":"web","msg":"failed"}`,
  bunyan: `{"name":"shop","hostname":"web","pid":4711,"level":30,"msg":"query","time":"2026-11-20T02:00:00.123Z","v":0}
{"name":"shop","hostname":"web","pid":4711,"level":50,"msg":"failed","time":"2026-11-20T02:00:01.123Z","v":0}`,
  log4js: `[2026-11-20T10:00:00.123] [INFO] pay - query
[2026-11-20T10:00:01.123] [ERROR] pay - failed`,
  'logs of Docker': `{"log":"query agent@example.com\\n","stream":"stdout","time":"2026-11-20T02:00:00.123456789Z"}
{"log":"failed\\n","stream":"stderr","time":"2026-11-20T02:00:01.123456789Z"}`,
  'logs of Kubernetes': `2026-11-20T02:00:00.123456789Z stdout F query
2026-11-20T02:00:01.123456789Z stderr F failed`,
  syslog: `Nov 20 10:00:00 web shop[4711]: query
Nov  2 10:00:01 web shop[4711]: failed`,
  'syslog, as sent': `<134>1 2026-11-20T10:00:00.123+08:00 web shop 4711 - - query
<131>1 2026-11-20T10:00:01.123+08:00 web shop 4711 - - failed`,
  'error.log of Apache': `[Fri Nov 20 10:00:00.123456 2026] [proxy:error] [pid 4711] (110)Connection timed out
[Fri Nov 20 10:00:01.123456 2026] [proxy:error] [pid 4711] AH00959: ap_proxy_connect_backend`,
  'error.log of nginx': `2026/11/20 10:00:00 [error] 4711#0: *1 upstream timed out (110: Connection timed out)
2026/11/20 10:00:01 [warn] 4711#0: *2 a client request body is buffered`,
}

describe('a log file', () => {
  it.each(Object.entries(samples))('of %s', (_, text) => {
    expect(kindOf(text)).toBe('log')
    expect(kindOf(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toBe('log')
  })

  it.each([
    ['settings', 'time=12\nlevel=info\n'],
    ['settings', 'level: info\nalipay:\n  partner: "2088000000000000"\n'],
    ['settings', '{"level":"info","alipay":{"partner":"2088000000000000"}}\n'],
    ['settings', '{"name":"shop","version":"1.0.0"}\n'],
    ['nothing-recognised', 'To be done\n2026-11-20: go live\nWe meet on Friday\n'],
    ['nothing-recognised', 'email,signed\nagent@example.com,T\n2026-11-20@example.com,F\n'],
  ])('is not: %s', (kind, text) => {
    expect(kindOf(text)).toBe(kind)
  })
})
