import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { audit, readEvidence, type PageEvidence, type RequestEvidence } from '../../src/index.js'

const gateway = 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8'

function piecesOf(page: string | Uint8Array) {
  const read = readEvidence('page', typeof page === 'string' ? new TextEncoder().encode(page) : page)
  if ('skipped' in read) throw new Error(`skipped: ${read.skipped}`)
  return read.pieces
}

function pageOf(page: string | Uint8Array): PageEvidence {
  const found = piecesOf(page).find((piece) => piece.kind === 'page')
  if (found === undefined) throw new Error('no page')
  return found
}

function requestsOf(page: string | Uint8Array): readonly RequestEvidence[] {
  return piecesOf(page).filter((piece) => piece.kind === 'request')
}

/** What each form of a page sends: `a=1&b=2`, where `?` stands for what is filled in. */
function sent(page: string | Uint8Array): readonly string[] {
  return pageOf(page).forms.map(({ controls }) =>
    controls.map(({ name, value, dynamic }) => `${name}=${dynamic ? '?' : value}`).join('&'),
  )
}

describe('who owns a control', () => {
  it.each([
    [
      'a form between the parts of a table',
      '<table><form><tr><td><input name=a></td></tr><tr><td><input name=b></form></table>',
    ],
    [
      'a form that opens in a row',
      '<table><tr><form><td><input name=a></td><td><input name=b></td></form></tr></table>',
    ],
    [
      'a form around tables in tables',
      '<form><table><tr><td><table><tr><td><input name=a></table></table><input name=b></form>',
    ],
    [
      'a form that closes in a cell, without end tags of cells',
      '<table><tr><td><form><input name=a><td><input name=b></form></table><input name=c>',
    ],
    [
      'a form inside a form, which every browser leaves out',
      '<form><input name=a><form action=/x><input name=b></form><input name=c>',
    ],
    ['a form that is left open', '<div><form><input name=a></div><input name=b>'],
    [
      'an element that is open where the form ends',
      '<form><div><input name=a></form><input name=b></div><input name=c>',
    ],
    [
      'a form closed inside a table that began in it',
      '<form><table><tr><td><input name=a></form></td></tr><tr><td><input name=b></table>',
    ],
    [
      'a comment and a script that speak of an end',
      '<form><input name=a><!-- </form> --><script>"</form"</script><input name=b></form>',
    ],
    ['controls that name their form', '<input name=a form=f><form id=f><input name=b><input name=c form=other></form>'],
  ])('is settled as in a browser: %s', (_, page) => {
    expect(sent(page)).toEqual(['a=&b='])
  })

  it('goes to the second form where the first has ended', () => {
    expect(
      sent('<table><form><tr><td><input name=a></td></tr></form><form><tr><td><input name=b></table></form>'),
    ).toEqual(['a=', 'b='])
  })

  it('counts the first element of an id, and no form where that is none', () => {
    expect(sent('<div id=f></div><form id=f></form><input name=a form=f>')).toEqual([''])
  })

  it('keeps forms of templates apart', () => {
    expect(sent('<form><input name=a><template><form><input name=b></form></template><input name=c></form>')).toEqual([
      'a=&c=',
      'b=',
    ])
  })
})

describe('what a control sends', () => {
  it.each([
    ['<input name=a value=1 name=b value=2>', 'a=1'],
    ['<input value=1><input name="" value=1>', ''],
    [
      '<input name=a disabled><fieldset disabled><legend><input name=b></legend><div><input name=c></div><legend><input name=d></legend></fieldset>',
      'b=',
    ],
    ['<fieldset disabled><fieldset><legend><input name=a></legend></fieldset></fieldset><input name=b>', 'b='],
    [
      '<input type=checkbox name=a><input type=checkbox name=b checked><input type=radio name=c value=1 checked>',
      'b=on&c=1',
    ],
    [
      '<input type=submit name=a><button name=b>x</button><input type=image name=c><input type=button name=d><input type=reset name=e>',
      '',
    ],
    ['<select name=a><option value=1>x<option selected> y </select>', 'a=y'],
    ['<select name=a><option disabled>x<option value=2>y</select>', 'a=2'],
    [
      '<select name=a multiple><option selected>x<optgroup disabled><option selected>y</optgroup><option selected>z</select>',
      'a=x&a=z',
    ],
    ['<select name=a><option selected disabled>x</select>', ''],
    ['<textarea name=a>\n1\n2</textarea>', 'a=1\r\n2'],
    ['<INPUT TYPE=HIDDEN NAME=a VALUE="x&amp;y&#39;">', "a=x&y'"],
  ])('%s', (controls, expected) => {
    expect(sent(`<form>${controls}</form>`)).toEqual([expected])
  })

  it('says how its value is quoted, and points at the tag', () => {
    const { forms, document } = pageOf(
      '<form>\n  <input name=a value="1"><input name=b value=\'1\'><input name=c value=1><input name=d></form>',
    )
    expect(forms[0]?.controls.map(({ quotes }) => quotes)).toEqual(['double', 'single', 'unquoted', 'none'])
    expect(document.positionAt(forms[0]?.controls[1]?.place.start ?? 0)).toEqual({ line: 2, column: 27 })
  })
})

describe('templates', () => {
  it.each([
    ['JSP', '<%-- a --%><form><input name="a" value="<%= request.getAttribute("a") %>"></form>'],
    [
      'JSP tags',
      '<form><input name="a" value="<c:out value="${a}"/>"><input name="b" value="<s:property value="b"/>"></form>',
    ],
    ['ASP.NET', '<%@ Page Language="C#" %><form><input name="a" value="<%# Eval("a") %>"></form>'],
    ['PHP', '<form><input name="a" value="<?php echo htmlspecialchars($a, ENT_QUOTES) ?>"></form>'],
    ['PHP in short', '<form><input name="a" value="<?= $a ?>"><input name="b" value="<? echo $b ?>"></form>'],
    ['ThinkPHP', '<form><input name="a" value="{$order.a}"><input name="b" value="{:U(\'x\')}"></form>'],
    ['Blade', '@extends(\'layout\')\n<form><input name="a" value="{!! $a !!}"></form>'],
    ['Jinja', '{% extends "x" %}<form><input name="a" value="{{ a }}"></form>'],
    ['Thymeleaf', '<form><input name="a" th:value="${a}" value="example"></form>'],
    ['Vue', '<template><form><input name="a" :value="a"><input name="b" v-model="b"></form></template>'],
    ['Angular', '<form><input name="a" [value]="a"></form>'],
    ['Velocity', '<form><input name="a" value="$!a"><input name=\'b\' value=\'$order.b\'></form>'],
    ['Razor', '<form><input name="a" value="@Model.A"><input name="b" value="@(Model.B)"></form>'],
    [
      'place-holders',
      '<form><input name="a" value="{0}"><input name="b" value="%s"><input name="c" value="__C__"></form>',
    ],
  ])('leave open what is filled in: %s', (_, page) => {
    const [form] = pageOf(page).forms
    expect(form?.controls.map(({ dynamic }) => dynamic)).not.toContain(false)
    expect(form?.controls.length).toBeGreaterThan(0)
    expect(form?.mayHoldMore).toBe(false)
  })

  it.each([
    '<form><% for (String n : names) { %><input name="<%= n %>"><% } %></form>',
    '<form><?php foreach ($p as $k => $v): ?><input name="a"><?php endforeach ?></form>',
    '<form><c:forEach items="${p}" var="e"><input name="a"></c:forEach></form>',
    '<form><#list p?keys as k><input name="a"></#list></form>',
    '<form>\n#foreach($e in $p)<input name="a">\n#end</form>',
    '<form>\n@foreach (var e in Model)\n{<input name="a">}</form>',
    '{template head}<form>{loop $p $k $v}<input name="$k" value="$v">{/loop}</form>',
    '<form>{{#each p}}<input name="a">{{/each}}</form>',
    '<form>{{ range .P }}<input name="a">{{ end }}</form>',
    '<form><input v-for="e in p" :name="e.k" :value="e.v"></form>',
    '<form><input th:each="e : ${p}" th:name="${e.key}"></form>',
    '<form id="f"></form><script>var i = document.createElement("input"); f.appendChild(i)</script>',
  ])('may bring more controls: %s', (page) => {
    expect(pageOf(page).forms[0]?.mayHoldMore).toBe(true)
  })

  it('hold the fields against forged requests that they write', () => {
    const { forms } = pageOf('<form>\n@csrf\n<input name="a">{% csrf_token %}</form><form>{{ x }}</form>')
    expect(forms.map(({ csrfTokens, mayHoldMore }) => [csrfTokens.length, mayHoldMore])).toEqual([
      [2, false],
      [0, false],
    ])
  })

  it('leave open what a script of the page names, or may look for', () => {
    expect(
      sent(
        '<form><input name=email value=x><input name=b></form><script>document.forms[0].email.value = mail</script>',
      ),
    ).toEqual(['email=?&b='])
    expect(sent('<form><input name=email value=x></form><script>email.focus()</script>')).toEqual(['email=x'])
    expect(sent('<form><input name=a id=a><input name=b></form><script src=/site.js></script>')).toEqual(['a=?&b='])
  })
})

describe('the requests of a page', () => {
  it('are those of the forms that go to Alipay, and of buttons that turn a form there', () => {
    const page = `<form action="/search"><input name=q></form>
      <form action="/own"><input name=service value=x><button formaction="${gateway}" formmethod=post name=go>x</button></form>
      <form action="${gateway}" method=POST><input name=partner value=1></form>`
    expect(requestsOf(page).map(({ method, parameters }) => [method, parameters.map(({ name }) => name)])).toEqual([
      ['post', ['_input_charset', 'service']],
      ['post', ['_input_charset', 'partner']],
    ])
  })

  it('lose the query of the action by GET', () => {
    const [request] = requestsOf(`<form action="${gateway}&a=1"><input name=partner value=1></form>`)
    expect(request?.parameters.map(({ name, from }) => [name, from])).toEqual([['partner', 'query']])
    expect(request?.droppedByBrowser).toEqual(['_input_charset', 'a'])
  })

  it('are recognised by their fields where the action is filled in', () => {
    const fields = '<input name=service value=sign_protocol_with_partner>'
    for (const action of ['<?= $gateway ?>', '${gateway}', '{{ gateway }}'])
      expect(requestsOf(`<form action="${action}">${fields}</form>`)).toHaveLength(1)
    expect(requestsOf(`<form action="/login">${fields}</form>`)).toHaveLength(0)
  })

  it('belong to the base of the page where their address is relative', () => {
    const form = '<form action="gateway.do?_input_charset=gbk" method=post><input name=partner value=1></form>'
    expect(requestsOf(`<base href="http://mapi.alipay.com/x/../">${form}`).map(({ address }) => address)).toEqual([
      'http://mapi.alipay.com/gateway.do?_input_charset=gbk',
    ])
    expect(requestsOf(`<base href="/x/">${form}`)).toEqual([])
    expect(requestsOf(`<base href="https://www.example.com/">${form.replace('gateway.do', 'pay.do')}`)).toEqual([])
  })

  it('stand in links', () => {
    const [request] = requestsOf(
      `<p><a href="${gateway}&amp;service=sign_protocol_with_partner">x</a><a href="https://www.alipay.com/">y</a></p>`,
    )
    expect(request?.parameters.map(({ name }) => name)).toEqual(['_input_charset', 'service'])
  })

  it('are read out of GBK files', () => {
    const page = iconv.encode(
      '<html><title>签约</title><form action="//mapi.alipay.com/gateway.do"><input name=subject value=测试></form>',
      'gbk',
    )
    expect(requestsOf(page)[0]?.parameters[0]?.value).toBe('测试')
  })
})

describe('what is no page', () => {
  it.each([
    '<?xml version="1.0"?><configuration><configSections><section name="a"/></configSections><table name="b"/></configuration>',
    '<configuration><configSections><section name="a"/></configSections></configuration>',
    '# <form>\n',
    'var a = "<form>"',
  ])('%s', (text) => {
    const read = readEvidence('file', new TextEncoder().encode(text))
    expect('kind' in read ? read.kind : read.skipped).not.toBe('page')
  })
})

describe('fields into which people type', () => {
  it('come with the words around them', () => {
    const { fields } =
      pageOf(`<table><tr><td>支付宝账号：<td><input name=u></tr><tr><td>支付密码<td><input type=password name=p placeholder=必填></table>
      <input id=x type=tel> <label for=x>手机号</label><input type=hidden name=h><input type=checkbox>`)
    expect(fields.map(({ name, type, label, before }) => [name, type, label, before])).toEqual([
      ['u', 'text', '', '支付宝账号：'],
      ['p', 'password', '必填', '支付密码'],
      ['x', 'tel', '手机号', ''],
    ])
  })
})

describe('frames', () => {
  it('are all elements that show another page, with the target of a base', () => {
    const { frames, baseTarget } = pageOf(
      '<base target=main><iframe name=a src=1></iframe><object data=2></object><embed src=3><frameset><frame src=4 name=main></frameset>',
    )
    expect(frames.map(({ element, name, address }) => [element, name, address])).toEqual([
      ['iframe', 'a', '1'],
      ['object', undefined, '2'],
      ['embed', undefined, '3'],
      ['frame', 'main', '4'],
    ])
    expect(baseTarget).toBe('main')
  })
})

describe('a hostile page', () => {
  const megabyte = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length))
  it.each([
    ['fields in a row', '<input>'],
    ['fields with labels', '<label for=a><input id=a>'],
    ['elements without end', '<div><p>'],
    ['formatting', '<b a=1><i><div>x</div>'],
    ['forms in templates', '<template><form>'],
    ['tables', '<table><tr><td><form>'],
    ['end tags', '<td></form></table>'],
    ['selects', '<select><option>'],
    ['fieldsets', '<fieldset disabled><legend>'],
    ['template marks', '{{ ${ <% {$a {% '],
    ['tag libraries', '<c:a ='],
    ['attributes', '<input a'],
    ['scripts', '<script>a b c</script><input name=a>'],
    ['names', '$a="$b.c'],
    ['buttons that change where a form goes', '<button formaction=/a><input name=a>'],
    ['equals signs', '<a href="https://mapi.alipay.com/gateway.do?service=a&' + '='.repeat(1900) + '">'],
  ])('of a megabyte takes no more than two seconds: %s', (_, piece) => {
    // Processor time of this process alone: others on the machine do not count.
    const before = process.cpuUsage()
    audit([{ path: 'page', bytes: new TextEncoder().encode(`<html><form action="${gateway}">${megabyte(piece)}`) }])
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2000)
  })
})
