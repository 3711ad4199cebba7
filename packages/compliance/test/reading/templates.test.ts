import { describe, expect, it } from 'vitest'
import { lineAt, pieceOf, piecesOf } from './read.js'

const action = 'https://mapi.alipay.com/gateway.do?_input_charset=utf-8'

/** The same form as eleven template languages write it; what the site knows only when the page is made is filled in. */
const templates: Readonly<Record<string, string>> = {
  JSP: `<%@ page language="java" contentType="text/html; charset=utf-8" pageEncoding="utf-8"%>
<%@ page import="java.util.Map" %>
<%
  Map<String, String> sent = (Map<String, String>) request.getAttribute("sent");
  if (sent.size() > 0 && 1 < 2) { out.print("<!-- ready -->"); }
%>
<html><body onload="document.forms[0].submit()">
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner"/>
  <input type="hidden" name="partner" value="<%= sent.get("partner") %>"/>
  <input type="hidden" name="email" value="<%=sent.get("email")%>"/>
  <input type="hidden" name="_input_charset" value="utf-8"/>
  <input type="hidden" name="sign" value="<%= sent.get("sign") %>"/>
  <input type="hidden" name="sign_type" value="MD5"/>
</form></body></html>`,
  'JSP with expressions': `<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<html><body>
<c:if test="\${not empty sent}">
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner"/>
  <input type="hidden" name="partner" value="\${sent.partner}"/>
  <input type="hidden" name="email" value="<c:out value='\${sent.email}'/>"/>
  <input type="hidden" name="_input_charset" value="utf-8"/>
  <input type="hidden" name="sign" value="\${fn:escapeXml(sent['sign'])}"/>
  <input type="hidden" name="sign_type" value="MD5"/>
</form>
</c:if></body></html>`,
  PHP: `<!DOCTYPE html>
<html><body>
<?php
// builds the form > and nothing else
$sent = sign(['partner' => PARTNER, 'email' => $email]);
if (count($sent) > 1): ?>
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="<?php echo htmlspecialchars($sent['partner']); ?>">
  <input type="hidden" name="email" value="<?= htmlspecialchars($sent['email'], ENT_QUOTES) ?>">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="<?=$sent["sign"]?>">
  <input type="hidden" name="sign_type" value="MD5">
</form>
<?php endif; ?></body></html>`,
  Thymeleaf: `<!DOCTYPE html>
<html xmlns:th="http://www.thymeleaf.org"><body>
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner"/>
  <input type="hidden" name="partner" th:value="\${sent.partner}"/>
  <input type="hidden" name="email" th:value="*{email}" value=""/>
  <input type="hidden" name="_input_charset" value="utf-8"/>
  <input type="hidden" name="sign" data-th-value="\${sent.sign}"/>
  <input type="hidden" name="sign_type" value="MD5"/>
</form></body></html>`,
  Razor: `@model Shop.Pay.SignModel
@{
    Layout = null;
}
<html><body>
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner" />
  <input type="hidden" name="partner" value="@Model.Partner" />
  <input type="hidden" name="email" value="@(Model.Email)" />
  <input type="hidden" name="_input_charset" value="utf-8" />
  <input type="hidden" name="sign" value="@ViewBag.Sign" />
  <input type="hidden" name="sign_type" value="MD5" />
</form></body></html>`,
  WebForms: `<%@ Page Language="C#" AutoEventWireup="true" CodeFile="Sign.aspx.cs" Inherits="Sign" %>
<!DOCTYPE html>
<html><head runat="server"><title>Sign</title></head><body>
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner" />
  <input type="hidden" name="partner" value="<%: Partner %>" />
  <input type="hidden" name="email" value="<%# Eval("Email") %>" />
  <input type="hidden" name="_input_charset" value="utf-8" />
  <input type="hidden" name="sign" value="<%= Signature %>" />
  <input type="hidden" name="sign_type" value="MD5" />
</form></body></html>`,
  ERB: `<% content_for :title, "Sign" %>
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="<%= @sent['partner'] %>">
  <input type="hidden" name="email" value="<%== h(@sent['email']) -%>">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="<%= @sent['sign'] %>">
  <input type="hidden" name="sign_type" value="MD5">
</form>`,
  Jinja: `{% extends "base.html" %}
{# sends the browser on #}
{% block body %}
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="{{ sent.partner }}">
  <input type="hidden" name="email" value="{{ sent.email|e }}">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="{{ sent['sign'] }}">
  <input type="hidden" name="sign_type" value="MD5">
</form>
{% endblock %}`,
  'html/template of Go': `{{ define "sign" }}
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="{{ .Partner }}">
  <input type="hidden" name="email" value="{{- .Email -}}">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="{{ index .Sent "sign" }}">
  <input type="hidden" name="sign_type" value="MD5">
</form>
{{ end }}`,
  FreeMarker: `<#-- sends the browser on -->
<#assign charset = "utf-8">
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="\${sent.partner}">
  <input type="hidden" name="email" value="\${sent.email?html}">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="\${sent["sign"]!''}">
  <input type="hidden" name="sign_type" value="MD5">
</form>`,
  Velocity: `#set($title = "Sign")
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="$sent.partner">
  <input type="hidden" name="email" value="$!{esc.html($sent.email)}">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="$!sent.get('sign')">
  <input type="hidden" name="sign_type" value="MD5">
</form>`,
  Smarty: `{include file="header.tpl"}
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="{$sent.partner}">
  <input type="hidden" name="email" value="{$sent.email|escape:'html'}">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="{$sent['sign']}">
  <input type="hidden" name="sign_type" value="MD5">
</form>`,
  Blade: `@extends('layouts.app')
@section('content')
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="{{ $sent['partner'] }}">
  <input type="hidden" name="email" value="{!! e($sent['email']) !!}">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="{{$sent['sign']}}">
  <input type="hidden" name="sign_type" value="MD5">
</form>
@endsection`,
  EJS: `<%- include('header') %>
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="<%= sent.partner %>">
  <input type="hidden" name="email" value="<%- escape(sent.email) %>">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="<%= sent.sign %>">
  <input type="hidden" name="sign_type" value="MD5">
</form>`,
  Vue: `<template>
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" :value="sent.partner">
  <input type="hidden" name="email" v-bind:value="sent.email">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" v-model="sent.sign">
  <input type="hidden" name="sign_type" value="MD5">
</form>
</template>`,
  Handlebars: `{{> header}}
<form action="${action}" method="post">
  <input type="hidden" name="service" value="sign_protocol_with_partner">
  <input type="hidden" name="partner" value="{{sent.partner}}">
  <input type="hidden" name="email" value="{{{sent.email}}}">
  <input type="hidden" name="_input_charset" value="utf-8">
  <input type="hidden" name="sign" value="{{lookup sent 'sign'}}">
  <input type="hidden" name="sign_type" value="MD5">
</form>`,
}

/** Loops that write a field for everything that is sent. */
const loops: Readonly<Record<string, string>> = {
  JSP: `<% for (Map.Entry<String, String> one : sent.entrySet()) { %>
<input type="hidden" name="<%= one.getKey() %>" value="<%= one.getValue() %>"/>
<% } %>`,
  JSTL: `<c:forEach items="\${sent}" var="one">
<input type="hidden" name="\${one.key}" value="\${one.value}"/>
</c:forEach>`,
  PHP: `<?php foreach ($sent as $name => $value): ?>
<input type="hidden" name="<?= $name ?>" value="<?= $value ?>">
<?php endforeach; ?>`,
  Thymeleaf: `<input type="hidden" th:each="one : \${sent}" th:name="\${one.key}" th:value="\${one.value}"/>`,
  Razor: `@foreach (var one in Model.Sent) {
  <input type="hidden" name="@one.Key" value="@one.Value" />
}`,
  ERB: `<% @sent.each do |name, value| %>
<%= hidden_field_tag name, value %>
<% end %>`,
  Jinja: `{% for name, value in sent.items() %}
<input type="hidden" name="{{ name }}" value="{{ value }}">
{% endfor %}`,
  Go: `{{ range $name, $value := .Sent }}
<input type="hidden" name="{{ $name }}" value="{{ $value }}">
{{ end }}`,
  FreeMarker: `<#list sent?keys as name>
<input type="hidden" name="\${name}" value="\${sent[name]}">
</#list>`,
  Velocity: `#foreach($one in $sent.entrySet())
<input type="hidden" name="$one.key" value="$one.value">
#end`,
  Smarty: `{foreach from=$sent key=name item=value}
<input type="hidden" name="{$name}" value="{$value}">
{/foreach}`,
  Blade: `@foreach ($sent as $name => $value)
<input type="hidden" name="{{ $name }}" value="{{ $value }}">
@endforeach`,
  Vue: `<input v-for="(value, name) in sent" :key="name" type="hidden" :name="name" :value="value">`,
  Angular: `<input *ngFor="let one of sent" type="hidden" [name]="one.name" [value]="one.value">`,
  Handlebars: `{{#each sent}}
<input type="hidden" name="{{@key}}" value="{{this}}">
{{/each}}`,
  React: `{Object.entries(sent).map(([name, value]) => <input type="hidden" name={name} value={value} />)}`,
}

describe('a form of a template', () => {
  it.each(Object.entries(templates))('in %s has its fields, and leaves open what is filled in', (_, text) => {
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const [request, ...others] = piecesOf('request', written)
      expect(others).toEqual([])
      expect(request?.parameters.map(({ name, value, dynamic }) => (dynamic ? name : `${name}=${value}`))).toEqual([
        '_input_charset=utf-8',
        'service=sign_protocol_with_partner',
        'partner',
        'email',
        '_input_charset=utf-8',
        'sign',
        'sign_type=MD5',
      ])
      const line = (wanted: string) => text.split('\n').findIndex((one) => one.includes(wanted)) + 1
      expect(request && lineAt(request.place)).toBe(line('<form'))
      expect(request?.parameters.map(({ place }) => lineAt(place)).slice(1)).toEqual(
        ['service', 'partner', 'email', '_input_charset', 'sign', 'sign_type'].map((name) => line(`name="${name}"`)),
      )
      expect(request?.complete).toBe(true)
    }
  })

  it.each(Object.entries(loops))('may hold more where %s writes fields in a loop', (_, loop) => {
    const page = pieceOf(
      'page',
      `<html><body>\n<form action="${action}" method="post">\n${loop}\n</form></body></html>`,
    )
    const [form] = page.forms
    expect(form?.mayHoldMore === true || form?.controls.some(({ name }) => name.includes('\uE000'))).toBe(true)
    const [request] = piecesOf('request', `<form action="${action}" method="post">\n${loop}\n</form>`)
    expect(request?.complete).toBe(false)
  })
})
