#!/usr/bin/env python3
"""Writes specimens.json: requests whose signatures were made with one mistake each, by hashlib and openssl alone.

Run it in its own folder after a change: python3 make-specimens.py
"""

import base64
import hashlib
import html
import json
import re
import subprocess
from pathlib import Path
from urllib.parse import quote, quote_plus

HERE = Path(__file__).parent
GATEWAY = "https://mapi.alipay.com/gateway.do"
KEY = "Test0Only1Security2Key3Of4Sample"
PRIVATE_KEY = HERE / "test-only-rsa-key.pem"
PUBLIC_KEY = subprocess.run(
    ["openssl", "rsa", "-in", str(PRIVATE_KEY), "-pubout"], capture_output=True, text=True, check=True
).stdout
assert len(KEY) == 32

QUERY = [
    ("service", "query_customer_protocol"),
    ("partner", "2088000000000000"),
    ("_input_charset", "utf-8"),
    ("biz_type", "10004"),
    ("user_email", "agent@example.com"),
]
# A service of the gateway whose list is not known here, for values that the two services do not take.
OTHER = [
    ("service", "some_other_service"),
    ("partner", "2088000000000000"),
    ("_input_charset", "utf-8"),
    ("subject", "测试 a&b"),
]


def replaced(pairs, **values):
    return [(name, values.get(name.lstrip("_"), value)) for name, value in pairs]


def joined(pairs):
    return "&".join(f"{name}={value}" for name, value in pairs)


def presign(pairs):
    return joined(sorted(pair for pair in pairs if pair[1] != ""))


def md5(text, key=KEY, charset="utf-8"):
    return hashlib.md5(text.encode(charset) + key.encode()).hexdigest()


def openssl_sign(text, digest="sha1"):
    made = subprocess.run(
        ["openssl", "dgst", f"-{digest}", "-sign", str(PRIVATE_KEY)],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return base64.b64encode(made.stdout).decode()


def url(pairs, signature, sign_type="MD5", charset="utf-8"):
    sent = [*pairs, ("sign", signature), *([("sign_type", sign_type)] if sign_type else [])]
    return GATEWAY + "?" + "&".join(f"{name}={quote_plus(value, encoding=charset)}" for name, value in sent)


def form(pairs, signature, method="get", action=GATEWAY + "?_input_charset=utf-8"):
    sent = [*pairs, ("sign", signature), ("sign_type", "MD5")]
    inputs = "\n".join(
        f'  <input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}"/>' for name, value in sent
    )
    return f'<!doctype html><form action="{html.escape(action)}" method="{method}">\n{inputs}\n<input type="submit"/></form>'


def lines(pairs, signature):
    return "\n".join(f"{name}={value}" for name, value in [*pairs, ("sign", signature), ("sign_type", "MD5")])


specimens = []


def add(name, text, expected, key=KEY, public_key=None, same_as=()):
    specimens.append(
        {
            "name": name,
            "text": text,
            **({"key": key} if key is not None else {}),
            **({"publicKey": public_key} if public_key else {}),
            "expected": expected,
            "sameAs": list(same_as),
        }
    )


right = presign(QUERY)
signature = md5(right)

# Right ones
add("right: url", url(QUERY, signature), [])
add("right: form with get", form(QUERY, signature), [])
add("right: form with post", form(QUERY, signature, "post"), [])
add("right: lines", lines(QUERY, signature), [])
add("right: form data", url(QUERY, signature).split("?")[1], [])
add("right: a value with & and a blank", url(OTHER, md5(presign(OTHER))), [])
gbk = replaced(OTHER, input_charset="gbk")
add("right: gbk", url(gbk, md5(presign(gbk), charset="gbk"), charset="gbk"), [])
add("right: RSA", url(QUERY, openssl_sign(right), "RSA"), [], key=None, public_key=PUBLIC_KEY)
add("right: RSA with the private key", url(QUERY, openssl_sign(right), "RSA"), [], key=PRIVATE_KEY.read_text())
har_url = url(QUERY, signature)
add(
    "right: HAR",
    json.dumps(
        {
            "log": {
                "entries": [
                    {"request": {"method": "GET", "url": "https://shop.example.com/"}},
                    {"request": {"method": "GET", "url": har_url}},
                ]
            }
        }
    ),
    [],
)
add(
    "right: HAR entry of a POST",
    json.dumps(
        {
            "request": {
                "method": "POST",
                "url": GATEWAY + "?_input_charset=utf-8",
                "postData": {
                    "mimeType": "application/x-www-form-urlencoded",
                    "text": url(QUERY, signature).split("?")[1],
                },
            }
        }
    ),
    [],
)

# What is signed
add(
    "sign_type signed",
    url(QUERY, md5(presign([*QUERY, ("sign_type", "MD5")]))),
    ["sign-type-signed"],
)
with_empty = [*QUERY, ("account_no", "")]
add("empty value signed", url(with_empty, md5(joined(sorted(with_empty)))), ["empty-signed"])
without_charset = [pair for pair in QUERY if pair[0] != "_input_charset"]
add("_input_charset not signed", url(QUERY, md5(presign(without_charset))), ["charset-not-signed"])
foreign = [*QUERY, ("csrf", "x1"), ("module", "pay")]
# A browser drops the action's query on GET, so _input_charset never arrives.
add(
    "_input_charset in the action only",
    form(without_charset, signature),
    ["charset-signed-not-sent"],
)
add("two foreign parameters not signed", url(foreign, signature), ["foreign-not-signed"])
add("one parameter not signed", url(foreign[:-1], signature), ["parameter-not-signed"])
twice = [*QUERY, ("user_email", "other@example.com")]
other_email = presign(replaced(QUERY, user_email="other@example.com"))
add("second of two values signed", url(twice, md5(other_email)), ["other-duplicate"])
capitals = replaced(QUERY, input_charset="UTF-8")
add("charset name in another case", url(capitals, signature), ["charset-name-case"], same_as=["charset-name-other"])
add(
    "another charset name signed",
    url(QUERY, md5(presign(replaced(QUERY, input_charset="gbk")))),
    ["charset-name-other"],
)

# Values
add("signed in utf-8, declared gbk", url(gbk, md5(presign(gbk)), charset="gbk"), ["other-charset"])
add("signed in gbk, declared utf-8", url(OTHER, md5(presign(OTHER), charset="gbk")), ["other-charset"], same_as=["other-charset"])
questions = replaced(OTHER, subject="?? a&b")
add("Chinese signed as question marks", url(OTHER, md5(presign(questions))), ["characters-replaced"])
blank = replaced(QUERY, user_email=" agent@example.com ")
add("signed trimmed, sent with blanks", url(blank, signature), ["values-trimmed"])
add("blanks in lines", lines(blank, signature), ["values-trimmed"])
add(
    "values sent encoded twice",
    url(replaced(QUERY, user_email=quote_plus("agent@example.com")), signature),
    ["values-encoded-twice"],
)
plus = replaced(QUERY, user_email="agent+1@example.com")
add(
    "a plus sent raw",
    url(plus, md5(presign(plus))).replace("%2B", "+"),
    ["plus-sent-raw"],
)
broken = replaced(OTHER, subject="first\nsecond")
add("a line end in a form value", form(broken, md5(presign(broken))), ["newlines-as-lf"])
escaped = replaced(OTHER, subject=html.escape("测试 a&b"))
add("values escaped for HTML before signing", url(OTHER, md5(presign(escaped))), ["values-html-escaped"])
add("values sent escaped for HTML", url(escaped, md5(presign(OTHER))), ["values-html-unescaped"])
spaced = replaced(QUERY, user_email="agent one@example.com")


def encoded(pairs, encode):
    return [(name, encode(value)) for name, value in pairs]


def lower(text):
    return "".join(
        part.lower() if index % 2 else part
        for index, part in enumerate(re.split(r"(%[0-9A-F]{2})", text))
    )


add(
    "values percent-encoded before signing",
    url(spaced, md5(presign(encoded(spaced, quote)))),
    ["values-url-encoded"],
    same_as=["values-url-encoded-lower"],
)
slashes = replaced(QUERY, user_email="agent/one two@example.com")
add(
    "values percent-encoded in lower case",
    url(slashes, md5(presign(encoded(slashes, lambda value: lower(quote(value, safe="")))))),
    ["values-url-encoded-lower"],
)
add(
    "values form-encoded before signing",
    url(spaced, md5(presign(encoded(spaced, quote_plus)))),
    ["values-form-encoded"],
    same_as=["values-form-encoded-lower"],
)
add(
    "values form-encoded in lower case",
    url(slashes, md5(presign(encoded(slashes, lambda value: lower(quote_plus(value)))))),
    ["values-form-encoded-lower"],
)
add(
    "values percent-encoded twice before signing",
    url(QUERY, md5(presign(encoded(QUERY, lambda value: quote(quote(value, safe=""), safe=""))))),
    ["values-double-encoded"],
)
add(
    "gbk percent-encoded before signing",
    url(gbk, md5(presign(encoded(gbk, lambda value: quote(value, safe="", encoding="gbk")))), charset="gbk"),
    ["values-url-encoded"],
)

# Order and joining
add("signed in the order of sending", url(QUERY, md5(joined(QUERY))), ["order-as-sent"])
prefixes = [("service", "some_other_service"), ("_input_charset", "utf-8"), ("ab", "2"), ("ab!", "1")]
add(
    "sorted by name=value",
    url(prefixes, md5("&".join(sorted(f"{name}={value}" for name, value in prefixes)))),
    ["order-by-pair"],
)
cased = [("service", "some_other_service"), ("_input_charset", "utf-8"), ("Zone", "1"), ("area", "2")]
add(
    "sorted without regard to case",
    url(cased, md5(joined(sorted(cased, key=lambda pair: pair[0].lower())))),
    ["order-ignoring-case"],
)
add("a trailing &", url(QUERY, md5(right + "&")), ["trailing-ampersand"])
add("&key= before the key", url(QUERY, md5(right + "&key=")), ["key-as-parameter"])

# Key
add("key given with a blank", url(QUERY, signature), ["key-trimmed"], key=KEY + " ")
add("key given with a line end", url(QUERY, signature), ["key-trimmed"], key=KEY + "\n")
add("signed with a line end after the key", url(QUERY, md5(right, KEY + "\n")), ["key-newline-appended"])
add(
    "signed with a Windows line end after the key",
    url(QUERY, md5(right, KEY + "\r\n")),
    ["key-carriage-return-newline-appended"],
)
add("signed with the key in capitals", url(QUERY, md5(right, KEY.upper())), ["key-upper-case"])
add("signed with the key in lower case", url(QUERY, md5(right, KEY.lower())), ["key-lower-case"])
add("key before the string", url(QUERY, hashlib.md5((KEY + right).encode()).hexdigest()), ["key-first"])
add("no key at all", url(QUERY, hashlib.md5(right.encode()).hexdigest()), ["key-missing"])

# Signature and algorithm
add("signature in capitals", url(QUERY, signature.upper()), ["signature-upper-case"])
add("signature with a blank", url(QUERY, signature + " "), ["signature-blanks"])
add("16 digits of the signature", url(QUERY, signature[8:24]), ["signature-sixteen-digits"])
digest = base64.b64encode(bytes.fromhex(signature)).decode()
add("signature in base64", url(QUERY, digest), ["signature-base64-digest"])
add("SHA-1", url(QUERY, hashlib.sha1((right + KEY).encode()).hexdigest()), ["digest-sha1"])
add("SHA-256", url(QUERY, hashlib.sha256((right + KEY).encode()).hexdigest()), ["digest-sha256"])
add("MD5 under RSA", url(QUERY, signature, "RSA"), ["signed-with-md5"])
rsa = openssl_sign(right)
add("RSA under MD5", url(QUERY, rsa), ["signed-with-rsa"], key=None, public_key=PUBLIC_KEY)
public = {"key": None, "public_key": PUBLIC_KEY}
add("RSA with SHA-256", url(QUERY, openssl_sign(right, "sha256"), "RSA"), ["rsa-with-sha256"], **public)
add("RSA with MD5", url(QUERY, openssl_sign(right, "md5"), "RSA"), ["rsa-with-md5"], **public)
plussed = next(
    (text, made)
    for number in range(100)
    for text in [replaced(QUERY, user_email=f"agent{number}@example.com")]
    for made in [openssl_sign(presign(text))]
    if "+" in made and "/" in made
)
add("RSA with + sent raw", url(plussed[0], plussed[1], "RSA").replace("%2B", "+"), ["signature-plus-lost"], **public)
safe = plussed[1].replace("+", "-").replace("/", "_")
add("RSA in url-safe base64", url(plussed[0], safe, "RSA"), ["signature-url-safe"], **public)
wrapped = "\n".join(rsa[start : start + 64] for start in range(0, len(rsa), 64))
add("RSA wrapped into lines", url(QUERY, wrapped, "RSA"), ["signature-blanks"], **public)
add(
    "RSA with sign_type signed",
    url(QUERY, openssl_sign(presign([*QUERY, ("sign_type", "RSA")])), "RSA"),
    ["sign-type-signed"],
    **public,
)

# Two at once
add(
    "sign_type signed and order of sending",
    url(QUERY, md5(joined([*QUERY, ("sign_type", "MD5")]))),
    ["sign-type-signed", "order-as-sent"],
)
add(
    "values encoded and a trailing &",
    url(QUERY, md5(presign(encoded(QUERY, lambda value: quote(value, safe=""))) + "&")),
    ["values-url-encoded", "trailing-ampersand"],
)
add(
    "_input_charset not signed and a line end after the key",
    url(QUERY, md5(presign(without_charset), KEY + "\n")),
    ["charset-not-signed", "key-newline-appended"],
)
add(
    "sign_type signed and the signature in capitals",
    url(QUERY, md5(presign([*QUERY, ("sign_type", "MD5")])).upper()),
    ["sign-type-signed", "signature-upper-case"],
)


def written(specimen):
    members = ",\n".join(f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in specimen.items())
    return f"  {{\n{members}\n  }}"


(HERE / "specimens.json").write_text("[\n" + ",\n".join(map(written, specimens)) + "\n]\n")
