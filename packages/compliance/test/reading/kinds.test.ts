import { describe, expect, it } from 'vitest'
import { kindOf } from './read.js'

/** What files of a shop begin with, and what they are, whatever their names say. */
const files: readonly (readonly [kind: string, what: string, text: string])[] = [
  [
    'page',
    'a JSP with its directive first',
    '<%@ page language="java" pageEncoding="GBK"%>\n<html><body></body></html>',
  ],
  [
    'page',
    'a JSP with tag libraries',
    '<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>\n<form></form>',
  ],
  ['page', 'an ASPX', '<%@ Page Language="C#" CodeFile="Pay.aspx.cs" Inherits="Pay" %>\n<!DOCTYPE html><html></html>'],
  ['page', 'a Razor view', '@model Shop.Pay.SignModel\n@{ ViewBag.Title = "Sign"; }\n<form action="/pay"></form>'],
  ['page', 'a Blade view', "@extends('layout')\n@section('content')\n<form></form>\n@endsection"],
  ['page', 'a Twig view', "{% extends 'base.html.twig' %}\n{% block body %}<form></form>{% endblock %}"],
  ['page', 'a Thymeleaf view', '<!DOCTYPE html>\n<html xmlns:th="http://www.thymeleaf.org"><body></body></html>'],
  ['page', 'a Velocity view', '#set($title = "Sign")\n<form action="$action"></form>'],
  ['page', 'a FreeMarker view', '<#-- sign -->\n<#import "lib.ftl" as lib>\n<form></form>'],
  ['page', 'a Smarty view', '{include file="header.tpl"}\n<form></form>'],
  ['page', 'a Vue component', '<template>\n<form></form>\n</template>\n<script>\nexport default {}\n</script>'],
  [
    'page',
    'XHTML',
    '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">\n<html><body></body></html>',
  ],
  ['page', 'a PHP page that begins with markup', '<html><body><?php echo $html; ?></body></html>'],
  ['source', 'a PHP file of nothing but code', "<?php\n$gateway = 'https://mapi.alipay.com/gateway.do';\n"],
  [
    'source',
    'a PHP file with a short tag in ASP of old',
    '<?php\nclass AlipaySubmit { function build() { return 1; } }\n?>\n',
  ],
  ['source', 'a Java class that writes markup', 'package a;\npublic class A { String s = "<form><input></form>"; }'],
  ['source', 'a shell script of Python', '#!/usr/bin/env python3\nimport os\n'],
  ['settings', 'web.config', '<?xml version="1.0"?>\n<configuration><appSettings/></configuration>'],
  ['settings', 'a Spring context', '<beans>\n<bean id="alipay"><property name="a" value="b"/></bean>\n</beans>'],
  ['settings', 'a compose file', 'services:\n  shop:\n    image: shop\n'],
  ['settings', 'package.json', '{\n  "name": "shop",\n  "dependencies": {}\n}\n'],
  [
    'settings',
    'a source map, which holds source',
    JSON.stringify({ version: 3, sources: ['a.js'], sourcesContent: ["const a = require('b')\nmodule.exports = a\n"] }),
  ],
  [
    'nothing-recognised',
    'Markdown with a picture first',
    '<img src="a.png" alt="a">\n\n# Shop\n\nPays by Alipay.\n\n## Use\n',
  ],
  ['addresses', 'a list of addresses with remarks', '# captured\r\nhttps://mapi.alipay.com/gateway.do?a=b\r\n'],
  ['nothing-recognised', 'a stylesheet', '.a, .b {\n  color: red;\n}\n.c {\n  margin: 0\n}\n'],
  ['nothing-recognised', 'a patch', '--- a/pay.php\n+++ b/pay.php\n@@ -1,2 +1,2 @@\n-$a = 1;\n+$a = 2;\n'],
  [
    'nothing-recognised',
    'an answer of the gateway in prose',
    'The gateway said is_success=F once, and T the second time we asked.\n',
  ],
  ['nothing-recognised', 'a table', 'email,name\nagent@example.com,王\nb@example.com,李\n'],
  ['nothing-recognised', 'a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
]

describe('the kind of a file is told by its content', () => {
  it.each(files)('%s: %s', (kind, _, text) => {
    expect(kindOf(text)).toBe(kind)
    expect(kindOf(text.replace(/\r?\n/g, '\r\n'), 'misleading.json')).toBe(kind)
    expect(kindOf(`\uFEFF${text}`)).toBe(kind)
  })
})
