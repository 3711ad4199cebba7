#!/bin/sh
# Has OpenSSL verify an RSA signature of ours.  usage: verify.sh PUBLIC-KEY SIGNATURE(base64)  < signed bytes
set -eu
cd "$(dirname "$0")"
file=$(mktemp)
trap 'rm -f "$file"' EXIT
printf '%s' "$2" | openssl base64 -d -A > "$file"
openssl dgst -sha1 -verify "$1" -signature "$file"
